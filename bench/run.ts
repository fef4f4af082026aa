import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { document } from "./document.ts";
import { tell, type Finding, type Measure, type Wish } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const measures: Record<string, () => Promise<{ measure: Measure }>> = {
  "fan-out": () => import("./measures/fan-out.ts"),
  rooms: () => import("./measures/rooms.ts"),
  idle: () => import("./measures/idle.ts"),
  page: () => import("./measures/page.ts"),
  "first-page": () => import("./measures/first-page.ts"),
  start: () => import("./measures/start.ts"),
  count: () => import("./measures/count.ts"),
  import: () => import("./measures/import.ts"),
  restore: () => import("./measures/restore.ts"),
  notifications: () => import("./measures/notifications.ts"),
  search: () => import("./measures/search.ts"),
  phone: () => import("./measures/phone.ts"),
};
const USAGE = `npm run bench [-- name …] [--quick] [--full] [--only word]

  name     ${Object.keys(measures).join(", ")}; without one, all of them
  --quick  a smoke run: everything once and small, its figures say nothing
  --full   also the sizes that take many minutes and much disk
  --only   only contestants whose name contains the word, of phone only these parts; may be repeated
  --docs   measures nothing: puts what the last runs found into docs/benchmarks.md

Each prints a table and writes KITH_HOME/bench/<name>.json.`;

process.exit(await main()); // whatever a peer left open keeps nobody waiting

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      docs: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.find((name) => !(name in measures));
  if (values.help || unknown !== undefined) {
    console.error(unknown === undefined ? USAGE : `There is no benchmark "${unknown}".\n\n${USAGE}`);
    return unknown === undefined ? 0 : 2;
  }
  const place = join(resolve(root, process.env["KITH_HOME"] ?? ".kith"), "bench");
  if (values.docs) {
    await document(place, Object.keys(measures), join(root, "docs/benchmarks.md"));
    return 0;
  }
  await mkdir(place, { recursive: true });
  const wish: Wish = { place, isQuick: values.quick, isFull: values.full, only: values.only };
  let isWell = true;
  for (const name of positionals.length > 0 ? positionals : Object.keys(measures)) isWell = (await one(name, wish)) && isWell;
  return isWell ? 0 : 1;
}

/** Runs one benchmark and writes down what came of it, also when it broke. */
async function one(name: string, wish: Wish): Promise<boolean> {
  const { measure } = await measures[name]!();
  tell(`${name}: ${measure.title}`);
  const [begun, loadBefore] = [new Date(), loadavg()[0]];
  const finding = await measure.run(wish).catch((error: unknown): Finding => {
    return { table: "", results: null, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)], verdicts: [] };
  });
  const file = join(wish.place, `${name}.json`);
  await writeFile(
    file,
    `${JSON.stringify({ name, title: measure.title, begun, isQuick: wish.isQuick, loadBefore, machine: machine(), ...finding }, null, 2)}\n`,
  );
  console.log(`\n${name}: ${measure.title}${wish.isQuick ? " (quick: the figures say nothing)" : ""}\n`);
  if (finding.table) console.log(finding.table);
  for (const { promise, found, holds } of wish.isQuick ? [] : finding.verdicts)
    console.log(`${holds ? "holds" : "DOES NOT HOLD"}: ${promise}: ${found}`);
  for (const note of finding.notes ?? []) console.log(`note: ${note}`);
  for (const failure of finding.failures) console.log(`FAILED: ${failure}`);
  console.log(`\n${file}`);
  return finding.failures.length === 0;
}

function machine(): { cores: number; processor: string; memoryGiB: number; node: string; system: string } {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
  };
}
