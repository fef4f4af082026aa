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
import { tell, type Measure, type Verdict } from "../measure.ts";
import { inventedExport, inventedTelegram } from "#interop/imports";
import { Client } from "pg";

const LARGE = 1_000_000;
const SMALL = 100_000;
const RUNS = 3;
const MOST_SECONDS = 60;
const FLAT = 1.5;
const POLL_MS = 50;
const MIB = 1_024 ** 2;

/** A program whose exports are brought along; `size` is counted in `unit`. */
interface Origin {
  name: string;
  verb: "whatsapp" | "telegram";
  unit: "lines" | "messages";
  file: string;
  pieces: (size: number) => Iterable<string>;
}

const origins: readonly Origin[] = [
  { name: "WhatsApp", verb: "whatsapp", unit: "lines", file: "chat.txt", pieces: (size) => inventedExport(size) },
  { name: "Telegram", verb: "telegram", unit: "messages", file: "result.json", pieces: (size) => inventedTelegram(size) },
];

interface Imported {
  origin: string;
  size: number;
  seconds: number;
  peakMiB: number;
  /** Messages that then stood in the space. */
  messages: number;
}

export const measure: Measure = {
  title: "exports of WhatsApp (1,000,000 lines) and Telegram (1,000,000 messages), taken over into a running Kith",
  run: async (wish) => {
    const home = join(wish.place, "homes/kith-import");
    const folder = join(wish.place, "exports");
    const sizes = wish.isQuick ? [2_000, 10_000] : [SMALL, LARGE];
    const chosen = origins.filter(({ verb }) => wish.only.length === 0 || wish.only.some((word) => verb.includes(word)));
    const results: Imported[] = [];
    await mkdir(folder, { recursive: true });
    const server = await startKith(home);
    try {
      const runs = wish.isQuick ? 1 : RUNS;
      const { spaces } = await populate(home, { people: 10, spaces: chosen.length * sizes.length * runs, members: 10, messages: 0 });
      const free = spaces.values();
      for (const origin of chosen) {
        for (const size of sizes) {
          const file = join(folder, origin.file);
          await pipeline(Readable.from(origin.pieces(size)), createWriteStream(file));
          for (let run = 1; run <= runs; run += 1) results.push(await oneImport(home, file, origin, size, free.next().value?.id ?? ""));
        }
      }
    } finally {
      await server.running.stop();
      await rm(home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    }
    return {
      table: tableOf(
        ["export", "seconds", "peak MiB of the importing process", "messages taken over"],
        chosen.flatMap((origin) =>
          sizes.map((size) => [
            `${origin.name}, ${number(size)} ${origin.unit}`,
            ...(["seconds", "peakMiB", "messages"] as const).map((name) => shown(figure(results, origin, size, name))),
          ]),
        ),
      ),
      results,
      failures: results.some(({ messages, size }) => messages < size / 2)
        ? ["Fewer messages stand in the space than the export holds."]
        : [],
      verdicts: chosen.flatMap((origin) => verdictsOn(results, origin, sizes[0]!, sizes[1]!)),
    };
  },
};

function figure(results: Imported[], origin: Origin, size: number, name: "seconds" | "peakMiB" | "messages") {
  return spreadOf(results.filter((result) => result.origin === origin.name && result.size === size).map((result) => result[name]));
}

function verdictsOn(results: Imported[], origin: Origin, small: number, large: number): Verdict[] {
  const seconds = figure(results, origin, large, "seconds");
  const ratio = figure(results, origin, large, "peakMiB").median / figure(results, origin, small, "peakMiB").median;
  return [
    {
      promise: `${number(large)} ${origin.unit} of ${origin.name} within ${MOST_SECONDS} s`,
      found: `${shown(seconds)} s`,
      holds: seconds.median <= MOST_SECONDS,
    },
    {
      promise: `flat memory: ten times the ${origin.unit} of ${origin.name}, at most ${FLAT} × the peak`,
      found: `${number(ratio)} ×`,
      holds: ratio <= FLAT,
    },
  ];
}

/** One `kith import`, timed from its start to its end; its memory is read while it runs. */
async function oneImport(home: string, file: string, origin: Origin, size: number, space: string): Promise<Imported> {
  const words = [join(root, "build/server/cli.js"), "import", origin.verb, file, "--space", space, "--json"];
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
  const result = { origin: origin.name, size, seconds, peakMiB: peak / MIB, messages: await messagesIn(home, space) };
  tell(
    `  ${origin.name}, ${number(size)} ${origin.unit}: ${number(seconds)} s, ${number(result.peakMiB)} MiB, ${number(result.messages)} messages`,
  );
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
