import { join } from "node:path";
import { drive } from "../load/drive.ts";
import type { Job, Result } from "../load/job.ts";
import { untilQuiet } from "../machine/usage.ts";
import { tell, type Wish } from "../measure.ts";
import type { Contestant, Standing, Town } from "./contestant.ts";

export interface Round {
  contestant: Contestant["name"];
  run: number;
  /** Undefined when it failed. */
  result: Result | undefined;
}

export interface Field {
  rounds: Round[];
  failures: string[];
  /** Who could not take part on this machine, and why. */
  absent: string[];
}

const isWanted = ({ only }: Wish, name: string): boolean => only.length === 0 || only.some((word) => name.includes(word));

/**
 * Measures the contestants one after another, and that again `runs` times with each load, so that whatever else the machine does meets all of them.
 * All stand ready the whole time; each begins when the others rest.
 */
export async function compete(
  wish: Wish,
  contestants: readonly Contestant[],
  town: Town,
  loads: readonly Job["load"][],
  runs: number,
): Promise<Field> {
  const field: Field = { rounds: [], failures: [], absent: [] };
  const standing = new Map<Contestant, Standing>();
  try {
    for (const contestant of contestants.filter(({ name }) => isWanted(wish, name))) {
      const missing = await contestant.missing();
      if (missing !== undefined) field.absent.push(missing);
      else await enterField(contestant, wish, town, standing, field);
    }
    for (let run = 1; run <= runs; run += 1)
      for (const load of loads)
        for (const [contestant, server] of standing) await oneRound(contestant, server, { load, run, standing, field });
  } finally {
    for (const server of standing.values()) await server.stop();
  }
  return field;
}

async function enterField(
  contestant: Contestant,
  wish: Wish,
  town: Town,
  standing: Map<Contestant, Standing>,
  field: Field,
): Promise<void> {
  const home = join(wish.place, "homes", contestant.name);
  try {
    standing.set(contestant, await contestant.start(home, town));
  } catch (error) {
    field.failures.push(`${contestant.name} did not start: ${reasonOf(error)}`);
  }
}

interface Turn {
  load: Job["load"];
  run: number;
  standing: Map<Contestant, Standing>;
  field: Field;
}

async function oneRound(contestant: Contestant, server: Standing, { load, run, standing, field }: Turn): Promise<void> {
  const { name } = contestant;
  const { host, port, rooms, processes } = server;
  let result: Result | undefined;
  try {
    await untilQuiet([...standing.values()].flatMap((other) => other.processes));
    result = await drive({ server: name, host, port, rooms, load, servers: processes });
    const ended = server.ended();
    if (ended) throw new Error(ended);
    tell(`  run ${run}, ${name}, ${load.kind}: ${summary(result)}`);
  } catch (error) {
    field.failures.push(`${name}, run ${run}: ${reasonOf(error)}`);
    tell(`  run ${run}, ${name}: FAILED: ${reasonOf(error)}`);
  }
  field.rounds.push({ contestant: name, run, result });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function summary({ deliveriesASecond, latency, serverBusy, clientBusy }: Result): string {
  const what = latency ? `p99 ${latency.p99.toFixed(1)} ms` : `${Math.round(deliveriesASecond)} deliveries/s`;
  return `${what}, server busy ${percent(serverBusy)}, client ${percent(clientBusy)}`;
}
