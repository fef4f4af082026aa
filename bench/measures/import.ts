import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import { populate, startKith } from "../contestants/kith.ts";
import { number, shown, spreadOf, tableOf } from "../figures.ts";
import { ownerUrlOf } from "../machine/history.ts";
import { node, root } from "../machine/pinned.ts";
import { memoryOf } from "../machine/usage.ts";
import { tell, type Measure } from "../measure.ts";
import { inventedExport } from "#interop/imports";
import { Client } from "pg";

const LINES = 1_000_000;
const SMALL_LINES = 100_000;
const RUNS = 3;
const MOST_SECONDS = 60;
const FLAT = 1.5;
const POLL_MS = 50;
const MIB = 1_024 ** 2;

interface Imported {
  lines: number;
  seconds: number;
  peakMiB: number;
  /** Messages that then stood in the space. */
  messages: number;
}

export const measure: Measure = {
  title: "a WhatsApp export of 1,000,000 lines, taken over into a running Kith",
  run: async (wish) => {
    const home = join(wish.place, "homes/kith-import");
    const folder = join(wish.place, "exports");
    const sizes = wish.isQuick ? [2_000, 10_000] : [SMALL_LINES, LINES];
    const results: Imported[] = [];
    await mkdir(folder, { recursive: true });
    const server = await startKith(home);
    try {
      const runs = wish.isQuick ? 1 : RUNS;
      const { spaces } = await populate(home, { people: 10, spaces: sizes.length * runs, members: 10, messages: 0 });
      const free = spaces.values();
      for (const lines of sizes) {
        const file = join(folder, `${lines}.txt`);
        await pipeline(Readable.from(inventedExport(lines)), createWriteStream(file));
        for (let run = 1; run <= runs; run += 1) results.push(await oneImport(home, file, lines, free.next().value?.id ?? ""));
      }
    } finally {
      await server.running.stop();
      await rm(home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    }
    const of = (lines: number) => results.filter((result) => result.lines === lines);
    const figure = (lines: number, name: "seconds" | "peakMiB" | "messages") => spreadOf(of(lines).map((result) => result[name]));
    const [small, large] = [sizes[0]!, sizes[1]!];
    const ratio = figure(large, "peakMiB").median / figure(small, "peakMiB").median;
    return {
      table: tableOf(
        ["lines", "seconds", "peak MiB of the importing process", "messages taken over"],
        sizes.map((lines) => [
          number(lines),
          shown(figure(lines, "seconds")),
          shown(figure(lines, "peakMiB")),
          shown(figure(lines, "messages")),
        ]),
      ),
      results,
      failures: results.some(({ messages, lines }) => messages < lines / 2)
        ? ["Fewer messages stand in the space than the export holds."]
        : [],
      verdicts: [
        {
          promise: `${number(large)} lines within ${MOST_SECONDS} s`,
          found: `${shown(figure(large, "seconds"))} s`,
          holds: figure(large, "seconds").median <= MOST_SECONDS,
        },
        { promise: `flat memory: ten times the lines, at most ${FLAT} × the peak`, found: `${number(ratio)} ×`, holds: ratio <= FLAT },
      ],
    };
  },
};

/** One `kith import whatsapp`, timed from its start to its end; its memory is read while it runs. */
async function oneImport(home: string, file: string, lines: number, space: string): Promise<Imported> {
  const words = [join(root, "build/server/cli.js"), "import", "whatsapp", file, "--space", space, "--json"];
  const begun = performance.now();
  const child = spawn(node, words, { env: { ...process.env, KITH_HOME: home }, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const { most } = await memoryOf(child.pid ?? 0).catch(() => ({ most: 0 }));
    if (most > peak) peak = most; // a process that is just ending has no memory to show
    await Promise.race([ended, wait(POLL_MS)]);
  }
  const seconds = (performance.now() - begun) / 1_000;
  const [, complained] = await output;
  if (child.exitCode !== 0) throw new Error(`import ended (${child.exitCode}): ${complained.trim().slice(-500)}`);
  const result = { lines, seconds, peakMiB: peak / MIB, messages: await messagesIn(home, space) };
  tell(`  ${number(lines)} lines: ${number(seconds)} s, ${number(result.peakMiB)} MiB, ${number(result.messages)} messages`);
  return result;
}

async function messagesIn(home: string, space: string): Promise<number> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  try {
    const { rows } = await owner.query<{ count: string }>("select count(*) from space_message where space_id = $1", [space]);
    return Number(rows[0]?.count);
  } finally {
    await owner.end();
  }
}
