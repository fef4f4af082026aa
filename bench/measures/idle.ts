import { join } from "node:path";
import type { Standing } from "../contestants/contestant.ts";
import { populate, signIn, startKith, type Populated } from "../contestants/kith.ts";
import { socketIo } from "../contestants/socket-io.ts";
import { number, shown, spreadOf, tableOf } from "../figures.ts";
import { rest } from "../load/drive.ts";
import type { IdleResult } from "../load/idle-job.ts";
import { tell, type Finding, type Measure, type Verdict, type Wish } from "../measure.ts";

const PEOPLE_A_ROOM = 20;
const CONNECTIONS = 10_000;
const RUNS = 5;
const REST_SECONDS = 5;
const KIB = 1_024;
const MOST_KIB = 24;

type Idler = "kith" | "socket.io";
type Start = () => Promise<Standing>;

export const measure: Measure = {
  title: "live connections at rest: resident memory of the server for each",
  run: async (wish) => {
    const town = { rooms: (wish.isQuick ? 200 : CONNECTIONS) / PEOPLE_A_ROOM, peopleARoom: PEOPLE_A_ROOM };
    const starts = new Map<Idler, Start>();
    const finding: Finding = { table: "", results: null, failures: [], verdicts: [], notes: [] };
    const missing = await socketIo.missing();
    if (missing === undefined) starts.set("socket.io", () => socketIo.start(join(wish.place, "homes/socket.io"), town));
    else finding.notes?.push(missing);
    const wanted = ({ only }: Wish, name: string) => only.length === 0 || only.some((word) => name.includes(word));
    if (wanted(wish, "kith")) starts.set("kith", await preparedKith(join(wish.place, "homes/kith"), town.rooms));
    const results: Record<Idler, IdleResult[]> = { kith: [], "socket.io": [] };
    for (let run = 1; run <= (wish.isQuick ? 1 : RUNS); run += 1)
      for (const [name, start] of starts)
        if (wanted(wish, name))
          await oneRun(name, start).then(
            (result) =>
              results[name].push(result) && tell(`  run ${run}, ${name}: ${number(result.asItStood.aConnection / KIB)} KiB a connection`),
            (error: unknown) => finding.failures.push(`${name}, run ${run}: ${error instanceof Error ? error.message : String(error)}`),
          );
    return { ...finding, results, table: tableFor(results), verdicts: verdictsOn(results) };
  },
};

/** People and sessions are made once; each run then begins with a server that has just started, as socket.io's does. */
async function preparedKith(home: string, rooms: number): Promise<Start> {
  const first = await startKith(home);
  let populated: Populated;
  let cookies: Map<string, string>;
  try {
    populated = await populate(home, { people: rooms * PEOPLE_A_ROOM, spaces: rooms, members: PEOPLE_A_ROOM, messages: 0 });
    cookies = await signIn(first.port, populated.people);
  } finally {
    await first.running.stop();
  }
  return async () => {
    const { running, port, inspector } = await startKith(home, { isNew: false });
    return {
      host: "127.0.0.1",
      port,
      rooms: populated.spaces.map(({ id, members }) => ({
        id,
        people: members.map((name) => ({ name, secret: cookies.get(name) ?? "" })),
      })),
      server: running.pid,
      processes: [running.pid],
      inspector,
      ended: running.ended,
      stop: running.stop,
    };
  };
}

async function oneRun(name: Idler, start: Start): Promise<IdleResult> {
  const { host, port, rooms, server, processes, inspector, stop } = await start();
  try {
    return await rest({ server: name, host, port, rooms, servers: processes, process: server, inspector, restSeconds: REST_SECONDS });
  } finally {
    await stop();
  }
}

const kibOf = (results: IdleResult[], kind: "asItStood" | "settled") => spreadOf(results.map((result) => result[kind].aConnection / KIB));

function tableFor(results: Record<Idler, IdleResult[]>): string {
  const rows = Object.entries(results)
    .filter(([, some]) => some.length > 0)
    .map(([name, some]) => [
      name,
      number(some[0]!.connections),
      shown(kibOf(some, "asItStood")),
      shown(kibOf(some, "settled")),
      shown(spreadOf(some.map(({ before }) => before / KIB ** 2))),
    ]);
  return tableOf(["server", "connections", "KiB each, as it stood", "KiB each, after a collection", "MiB before the first"], rows);
}

function verdictsOn({ kith, "socket.io": socketIos }: Record<Idler, IdleResult[]>): Verdict[] {
  if (kith.length === 0) return [];
  const ours = kibOf(kith, "asItStood");
  const verdicts = [{ promise: `at most ${MOST_KIB} KiB`, found: `${shown(ours)} KiB`, holds: ours.median <= MOST_KIB }];
  if (socketIos.length === 0) return verdicts;
  const against = (kind: "asItStood" | "settled", when: string): Verdict => {
    const [us, them] = [kibOf(kith, kind), kibOf(socketIos, kind)];
    return { promise: `no more than socket.io, ${when}`, found: `${shown(us)} against ${shown(them)} KiB`, holds: us.least <= them.most };
  };
  return [...verdicts, against("asItStood", "as it stood"), against("settled", "after a collection")];
}
