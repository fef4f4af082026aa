import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { preview } from "./preview.ts";
import { whatsappExport } from "./whatsapp/export.ts";
import { openWhatsapp } from "./whatsapp/open.ts";

const folder = join(import.meta.dirname, "samples");
const samples = globSync("*.{txt,zip}", { cwd: folder }).toSorted((a, b) => a.localeCompare(b));
const expectedOf = (file: string): unknown =>
  JSON.parse(readFileSync(join(folder, file.replace(/\.(txt|zip)$/, ".expected.json")), "utf8"));
const undecidable = "wa-ambiguous-undecidable.txt";

async function previewOf(file: string, dateOrder?: "dmy" | "mdy") {
  const source = await openWhatsapp(join(folder, file));
  try {
    return await preview(await whatsappExport(source, { dateOrder }));
  } finally {
    await source.close();
  }
}

test.each(samples.filter((file) => file !== undecidable))("the export %s is read as its phone meant it", async (file) => {
  const { messages, people, skipped, questions } = await previewOf(file);
  expect(messages).toEqual(expectedOf(file));
  expect({ skipped, questions }).toEqual({ skipped: [], questions: [] });
  const counts = Map.groupBy(
    messages.filter(({ author }) => author !== null),
    ({ author }) => author,
  );
  expect(Object.fromEntries(people.map(({ name, messages: count }) => [name, count]))).toEqual(
    Object.fromEntries([...counts].map(([name, said]) => [name, said.length])),
  );
});

test("every sample was found", () => {
  expect(samples.length).toBe(23);
  expect(samples.map((file) => basename(file))).toContain(undecidable);
});

test("a file whose dates nothing settles makes the reader ask, and tells nothing until she is answered", async () => {
  const asked = await previewOf(undecidable);
  expect(asked.messages).toEqual([]);
  expect(asked.questions).toMatchObject([{ kind: "date-order", option: "--date-order dmy|mdy", line: 1 }]);
  expect(asked.people).toEqual([
    { name: "Amina", messages: 1 },
    { name: "Ruth", messages: 1 },
  ]);
  const dayFirst = await previewOf(undecidable, "dmy");
  expect(dayFirst.messages).toEqual(expectedOf(undecidable));
  expect(dayFirst.questions).toEqual([]);
  expect((await previewOf(undecidable, "mdy")).messages[0]?.at).toBe("2025-04-05T10:00:00");
});

test("what cannot be told from one line is assumed aloud", async () => {
  const colon = await previewOf("wa-colon-in-name.txt");
  expect(colon.warnings.map(({ kind }) => kind)).toEqual(["colon-in-name"]);
  const pasted = await previewOf("wa-pasted-same-shape-line.txt");
  expect(pasted.warnings).toMatchObject([{ kind: "pasted-line", line: 2 }]);
  const other = await previewOf("wa-android-en-GB-24h.txt");
  expect(other.warnings).toMatchObject([{ kind: "other-shape", line: 15 }]);
  expect((await previewOf("chat-miner-ddmmyy-24h.txt")).warnings).toMatchObject([{ kind: "no-line-end", line: 11 }]);
});
