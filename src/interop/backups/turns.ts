/**
 * Facts and their listeners hold numbers of transactions, which mean nothing in another cluster: a new one begins to count again, and what
 * it states would lie before what was heard long ago. So each fact is carried under the number of places that listeners have left behind
 * at it, and each listener stands at the end of its own such stretch. Who has heard what stays exactly so, and a cluster's own numbers are
 * always larger. Within a stretch facts go by their id, which is the order of each subject too.
 */
export const TURNS: Readonly<Record<string, { column: string; statement: string }>> = {
  fact: {
    column: "tx",
    statement: `copy (select f.id, (select count(*) from fact_listener l where (l.heard_tx, l.heard_id) < (f.tx, f.id))::text as tx,
      f.kind, f.subject, f.seq, f.about, f.actor_id, f.stated_at from fact f order by f.id) to stdout`,
  },
  fact_listener: {
    column: "heard_tx",
    statement: `copy (select l.name,
      (select count(*) from fact_listener o where (o.heard_tx, o.heard_id) < (l.heard_tx, l.heard_id))::text as heard_tx,
      9223372036854775807 as heard_id from fact_listener l) to stdout`,
  },
};
