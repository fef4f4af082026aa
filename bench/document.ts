import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const Kept = z.object({
  begun: z.string(),
  isQuick: z.boolean(),
  loadBefore: z.number(),
  machine: z.object({ cores: z.number(), processor: z.string(), memoryGiB: z.number(), node: z.string(), system: z.string() }),
  table: z.string(),
  verdicts: z.array(z.object({ promise: z.string(), found: z.string(), holds: z.boolean() })),
  failures: z.array(z.string()),
});

/** Puts what the last runs found into the document, each between its two marks. A quick or missing run leaves what stands there. */
export async function document(place: string, names: readonly string[], file: string): Promise<void> {
  let text = await readFile(file, "utf8");
  for (const name of names) {
    const kept = await readFile(join(place, `${name}.json`), "utf8").catch(() => undefined);
    if (kept === undefined) continue;
    const finding = Kept.parse(JSON.parse(kept));
    if (finding.isQuick) continue;
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, until] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || until < from) throw new Error(`${file} has no place for ${name}.`);
    text = `${text.slice(0, from + begin.length)}\n${sectionOf(finding)}\n${text.slice(until)}`;
  }
  await writeFile(file, text);
}

function sectionOf({ begun, loadBefore, machine, table, verdicts, failures }: z.infer<typeof Kept>): string {
  const when = `${begun.slice(0, 16).replace("T", " ")} UTC, ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Node ${machine.node}, load average before the run ${loadBefore.toFixed(1)}.`;
  const kept = verdicts.map(({ promise, found, holds }) => `* ${holds ? "Holds" : "**Does not hold**"}: ${promise}. Found: ${found}.`);
  const lost = failures.map((failure) => `* **Failed**: ${failure.split("\n")[0]}`);
  return [when, table, [...kept, ...lost].join("\n")].filter(Boolean).join("\n\n");
}
