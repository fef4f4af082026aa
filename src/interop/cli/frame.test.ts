import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Refusal } from "#foundation/refusal";
import { Obstacle } from "#foundation/settings";
import { runLine } from "./frame.ts";
import type { Verb } from "./verb.ts";

const count: Verb = {
  name: "count letters",
  takes: ["file", "rest…"],
  says: "count the letters of a file",
  flags: { of: { type: "string", says: "only these", multiple: true }, loudly: { type: "boolean", says: "in capitals" } },
  async run({ words, read, all, isOn }) {
    const letters = (await read(words[0]!)).length;
    const text = `${letters} letters`;
    return { value: { letters, of: all("of"), rest: words.slice(1) }, text: isOn("loudly") ? text.toUpperCase() : text };
  },
};
const failing = (name: string, error: Error): Verb => ({ name, takes: ["what?"], says: "fail", run: () => Promise.reject(error) });
const verbs = [
  count,
  failing("absent", new Refusal("not-found", "There is no such space.")),
  failing("away", new Refusal("unavailable", "The database is away.")),
  failing("wrong", new Obstacle("plan.json: arms is missing.", 2)),
  failing("broken", new TypeError("x is not a function")),
];
const line = (...words: string[]) => runLine(words, verbs, {});

async function file(content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kith-cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "words.txt"), content);
  return join(folder, "words.txt");
}

test("a verb of two words hears its file, its flags and what follows", async () => {
  const words = await file("héllo");
  expect(await line("count", "letters", words)).toEqual({ exitCode: 0, out: "5 letters\n", err: "" });
  expect(await line("count", "letters", "--loudly", words)).toEqual({ exitCode: 0, out: "5 LETTERS\n", err: "" });
  const { out } = await line("count", "letters", words, "a", "b", "--of", "h", "--of=l", "--json");
  expect(JSON.parse(out)).toEqual({ letters: 5, of: ["h", "l"], rest: ["a", "b"] });
});

test("what was given wrongly is exit code 2, and the message names it", async () => {
  expect(await line()).toMatchObject({ exitCode: 2, out: "" });
  expect(await line("coutn")).toMatchObject({ exitCode: 2, err: expect.stringContaining('"coutn"') });
  expect(await line("count")).toMatchObject({ exitCode: 2, err: expect.stringContaining('"count"') });
  expect(await line("count", "letters")).toMatchObject({ exitCode: 2, err: expect.stringContaining("<file>") });
  expect(await line("count", "letters", "--slowly", "x")).toMatchObject({ exitCode: 2, err: expect.stringContaining("--slowly") });
  expect(await line("count", "letters", "x", "--of")).toMatchObject({ exitCode: 2, err: expect.stringContaining("--of") });
  expect(await line("count", "letters", "/no/such/file")).toMatchObject({
    exitCode: 2,
    err: "/no/such/file cannot be read: there is no such file.\n",
  });
  expect(await line("count", "letters", await file(Uint8Array.of(0xc3, 0x28)))).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("UTF-8"),
  });
  expect(await line("absent", "one", "two")).toMatchObject({ exitCode: 2, err: expect.stringContaining('"two"') });
  expect(await line("absent")).toMatchObject({ exitCode: 2, err: "There is no such space.\n" });
  expect(await line("wrong")).toMatchObject({ exitCode: 2, err: "plan.json: arms is missing.\n" });
});

test("a fault of ours is exit code 1 in one line, and JSON stays one value", async () => {
  expect(await line("away")).toEqual({ exitCode: 1, out: "", err: "The database is away.\n" });
  expect(await line("broken")).toEqual({ exitCode: 1, out: "", err: "Kith made a mistake: x is not a function\n" });
  const { out, exitCode } = await line("broken", "--json");
  expect({ exitCode, value: JSON.parse(out) }).toEqual({ exitCode: 1, value: { error: "Kith made a mistake: x is not a function" } });
});

test("help lists every verb, and each tells its flags", async () => {
  const { out } = await line("--help");
  for (const { name, says } of verbs) expect(out).toMatch(new RegExp(`kith ${name} .*${says}`));
  const help = await line("count", "letters", "--help");
  expect(help).toMatchObject({ exitCode: 0, err: "" });
  for (const word of ["<file>", "[rest…]", "--of <value>", "--loudly", "--json"]) expect(help.out).toContain(word);
});
