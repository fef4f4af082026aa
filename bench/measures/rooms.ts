import { compete, type Field } from "../contestants/field.ts";
import { ejabberd } from "../contestants/ejabberd.ts";
import { kith } from "../contestants/kith.ts";
import { socketIo } from "../contestants/socket-io.ts";
import { number, shown, spreadOf, tableOf, type Spread } from "../figures.ts";
import type { Job, Result } from "../load/job.ts";
import type { Finding, Measure, Verdict } from "../measure.ts";

const CONTESTANTS = [ejabberd, socketIo, kith];
const ROOMS = 20;
const PEOPLE = 20;
const RUNS = 5;
const POSTS_A_SECOND = 200;

interface Row {
  contestant: string;
  deliveriesASecond: Spread | undefined;
  p50: Spread | undefined;
  p99: Spread | undefined;
  busy: Spread | undefined;
}

export const measure: Measure = {
  title: "many rooms: 20 rooms of 20 listeners, 2 posts unanswered in each; then 200 posts a second over all",
  run: async (wish) => {
    const town = wish.isQuick ? { rooms: 4, peopleARoom: 5 } : { rooms: ROOMS, peopleARoom: PEOPLE };
    const [warmSeconds, seconds] = wish.isQuick ? [0.5, 1] : [1.5, 4];
    const flood: Job["load"] = { kind: "flood", outstandingARoom: 2, warmSeconds, seconds };
    const steady: Job["load"] = { kind: "steady", postsASecond: POSTS_A_SECOND, warmSeconds, seconds: seconds * 1.5 };
    const field = await compete(wish, CONTESTANTS, town, [flood, steady], wish.isQuick ? 1 : RUNS);
    return findingOf(field);
  },
};

function findingOf(field: Field): Finding {
  const rows = CONTESTANTS.map(({ name }): Row => {
    const results = field.rounds.flatMap(({ contestant, result }) => (contestant === name && result ? [result] : []));
    const flood = results.filter(({ latency }) => latency === null);
    const steady = results.filter(({ latency }) => latency !== null);
    const over = (some: Result[], figure: (result: Result) => number) => (some.length === 0 ? undefined : spreadOf(some.map(figure)));
    return {
      contestant: name,
      deliveriesASecond: over(flood, (result) => result.deliveriesASecond),
      p50: over(steady, ({ latency }) => latency?.p50 ?? Number.NaN),
      p99: over(steady, ({ latency }) => latency?.p99 ?? Number.NaN),
      busy: over(steady, ({ serverBusy }) => serverBusy),
    };
  });
  const cell = (spread: Spread | undefined) => (spread ? shown(spread) : "–");
  const table = tableOf(
    ["server", "deliveries/s, flooded", "p50 ms at 200 posts/s", "p99 ms at 200 posts/s", "busy share of the core at 200 posts/s"],
    rows.map(({ contestant, deliveriesASecond, p50, p99, busy }) => [
      contestant,
      cell(deliveriesASecond),
      cell(p50),
      cell(p99),
      cell(busy),
    ]),
  );
  return { table, results: { rows, rounds: field.rounds }, failures: field.failures, notes: field.absent, verdicts: verdictsOn(rows) };
}

function verdictsOn(rows: Row[]): Verdict[] {
  const of = (name: string) => rows.find(({ contestant }) => contestant === name);
  const [ours, ejabberds, socketIos] = [of("kith"), of("ejabberd"), of("socket.io")];
  const times = (promise: string, us: Spread | undefined, them: Spread | undefined, isKept: (ratio: number) => boolean): Verdict[] => {
    if (!us || !them) return [];
    const ratio = us.median / them.median;
    return [{ promise, found: `${number(ratio)} ×`, holds: isKept(ratio) }];
  };
  const late: Verdict[] =
    ours?.p99 && ejabberds?.p99
      ? [
          {
            promise: "p99 no worse than ejabberd's (the ranges overlap, or ours is lower)",
            found: `${shown(ours.p99)} ms against ${shown(ejabberds.p99)} ms`,
            holds: ours.p99.least <= ejabberds.p99.most,
          },
        ]
      : [];
  return [
    ...times("at least 2 × ejabberd", ours?.deliveriesASecond, ejabberds?.deliveriesASecond, (ratio) => ratio >= 2),
    ...times("at least 0.9 × socket.io", ours?.deliveriesASecond, socketIos?.deliveriesASecond, (ratio) => ratio >= 0.9),
    ...late,
    ...times("at most 0.7 × ejabberd's processor time", ours?.busy, ejabberds?.busy, (ratio) => ratio <= 0.7),
  ];
}
