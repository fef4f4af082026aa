import { compete, type Field } from "../contestants/field.ts";
import { ejabberd } from "../contestants/ejabberd.ts";
import { kith } from "../contestants/kith.ts";
import { socketIo } from "../contestants/socket-io.ts";
import { number, shown, spreadOf, tableOf, type Spread } from "../figures.ts";
import { isClientBound } from "../load/drive.ts";
import type { Finding, Measure, Verdict, Wish } from "../measure.ts";

const CONTESTANTS = [ejabberd, socketIo, kith];
const LISTENERS = [200, 1_000];
const OUTSTANDING = 40;
const RUNS = 5;
const PROMISED = [
  { peer: "ejabberd", times: 10 },
  { peer: "socket.io", times: 5 },
];

interface Row {
  listeners: number;
  contestant: string;
  deliveriesASecond: Spread;
  postsASecond: Spread;
  /** Deliveries for each second of processor time of the server and its PostgreSQL: holds even where others use the core. */
  perCoreSecond: Spread;
  serverBusy: Spread;
  clientBusy: Spread;
  isClientBound: boolean;
}

export const measure: Measure = {
  title: "one hot room: deliveries a second, 40 posts of 160 characters unanswered, durable",
  run: async (wish) => {
    const fields = new Map<number, Field>();
    for (const listeners of wish.isQuick ? [20] : LISTENERS) {
      const load = {
        kind: "flood",
        outstandingARoom: OUTSTANDING,
        warmSeconds: wish.isQuick ? 0.5 : 1.5,
        seconds: wish.isQuick ? 1 : 4,
      } as const;
      fields.set(listeners, await compete(wish, CONTESTANTS, { rooms: 1, peopleARoom: listeners }, [load], runsOf(wish)));
    }
    return findingOf(fields);
  },
};

const runsOf = ({ isQuick }: Wish): number => (isQuick ? 1 : RUNS);

function findingOf(fields: Map<number, Field>): Finding {
  const rows = [...fields].flatMap(([listeners, { rounds }]) =>
    CONTESTANTS.flatMap(({ name }): Row[] => {
      const results = rounds.flatMap(({ contestant, result }) => (contestant === name && result ? [result] : []));
      if (results.length === 0) return [];
      return [
        {
          listeners,
          contestant: name,
          deliveriesASecond: spreadOf(results.map(({ deliveriesASecond }) => deliveriesASecond)),
          postsASecond: spreadOf(results.map(({ posts, seconds }) => posts / seconds)),
          perCoreSecond: spreadOf(results.map(({ deliveriesASecond, serverBusy }) => deliveriesASecond / serverBusy)),
          serverBusy: spreadOf(results.map(({ serverBusy }) => serverBusy)),
          clientBusy: spreadOf(results.map(({ clientBusy }) => clientBusy)),
          isClientBound: results.some(isClientBound),
        },
      ];
    }),
  );
  const table = tableOf(
    ["listeners", "server", "deliveries/s", "posts/s", "deliveries a core-second", "server busy", "client busy"],
    rows.map((row) => [
      number(row.listeners),
      row.contestant,
      `${row.isClientBound ? "at least " : ""}${shown(row.deliveriesASecond)}`,
      shown(row.postsASecond),
      shown(row.perCoreSecond),
      shown(row.serverBusy),
      shown(row.clientBusy),
    ]),
  );
  const failures = [...fields].flatMap(([listeners, field]) => field.failures.map((failure) => `${listeners} listeners: ${failure}`));
  return {
    table,
    results: { rows, rounds: Object.fromEntries([...fields].map(([listeners, { rounds }]) => [listeners, rounds])) },
    failures,
    notes: [...new Set([...fields.values()].flatMap(({ absent }) => absent))],
    verdicts: verdictsOn(rows),
  };
}

function verdictsOn(rows: Row[]): Verdict[] {
  return rows
    .filter(({ contestant }) => contestant === "kith")
    .flatMap((ours) =>
      PROMISED.flatMap(({ peer, times }): Verdict[] => {
        const theirs = rows.find(({ listeners, contestant }) => listeners === ours.listeners && contestant === peer);
        if (!theirs) return [];
        const found = ours.deliveriesASecond.median / theirs.deliveriesASecond.median;
        return [
          { promise: `${ours.listeners} listeners: at least ${times} × ${peer}`, found: `${number(found)} ×`, holds: found >= times },
        ];
      }),
    );
}
