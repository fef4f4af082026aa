import { once } from "node:events";
import { parseArgs } from "node:util";
import { Refusal } from "#foundation/refusal";
import { Obstacle, readSettings } from "#foundation/settings";
import { readInput } from "./input.ts";
import { openReach } from "./reach.ts";
import type { Answer, Flag, Given, Verb } from "./verb.ts";

export interface Outcome {
  exitCode: 0 | 1 | 2;
  out: string;
  err: string;
}
type Environment = Record<string, string | undefined>;

const EVERYWHERE: Record<string, Flag> = {
  help: { type: "boolean", says: "say what this does" },
  json: { type: "boolean", says: "print one JSON value and nothing else" },
};

/** Does what the words say: 0 done, 2 the words or files are wrong, 1 a fault of ours or of this machine. Never throws. */
export async function runLine(words: readonly string[], verbs: readonly Verb[], env: Environment): Promise<Outcome> {
  const isJson = words.includes("--json");
  try {
    return await answerTo(words, verbs, env);
  } catch (error) {
    const { message, exitCode } = complaint(error);
    return { exitCode, out: isJson ? `${JSON.stringify({ error: message })}\n` : "", err: `${message}\n` };
  }
}

async function answerTo(words: readonly string[], verbs: readonly Verb[], env: Environment): Promise<Outcome> {
  const [first] = words;
  if (first === undefined) return { exitCode: 2, out: "", err: listOf(verbs) };
  if (first === "--help" || first === "-h" || first === "help") return { exitCode: 0, out: listOf(verbs), err: "" };
  const verb = verbs.find(({ name }) => name === words.slice(0, name.split(" ").length).join(" "));
  if (!verb) throw new Obstacle(`There is no verb "${first}". See: kith --help`, 2);
  const { values, positionals } = parsed(verb, words.slice(verb.name.split(" ").length));
  if (values["help"]) return { exitCode: 0, out: helpOf(verb), err: "" };
  mustFit(verb, positionals);
  const answer = await done(verb, values, positionals, env);
  const out = values["json"] ? (JSON.stringify(answer.value) ?? "") : answer.text;
  return { exitCode: answer.exitCode ?? 0, out: out === "" || out.endsWith("\n") ? out : `${out}\n`, err: "" };
}

type Values = ReturnType<typeof parsed>["values"];

function parsed(verb: Verb, words: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries({ ...EVERYWHERE, ...verb.flags }).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    const sentence = error instanceof Error ? error.message.split(". ")[0] : "The words after the verb are not understood";
    throw new Obstacle(`${sentence}. See: kith ${verb.name} --help`, 2, { cause: error });
  }
}

function mustFit({ name, takes }: Verb, words: readonly string[]): void {
  const needed = takes.filter((what) => !what.endsWith("?") && !what.endsWith("…"));
  const missing = needed[words.length];
  if (missing !== undefined) throw new Obstacle(`kith ${name} needs <${missing}>. See: kith ${name} --help`, 2);
  const isEndless = takes.at(-1)?.endsWith("…") ?? false;
  if (!isEndless && words.length > takes.length)
    throw new Obstacle(`kith ${name} does not know what to do with "${words[takes.length]}".`, 2);
}

const tell = (line: string) => void process.stderr.write(`${line}\n`);

async function write(piece: string): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, "drain");
}

async function done(verb: Verb, values: Values, words: readonly string[], env: Environment): Promise<Answer> {
  const closing: (() => Promise<void>)[] = [];
  const settings = () => readSettings(env, process.cwd());
  const strings = (name: string) => [values[name]].flat().filter((value) => typeof value === "string");
  const given: Given = {
    words,
    flag: (name) => strings(name).at(-1),
    isOn: (name) => values[name] === true,
    all: strings,
    read: readInput,
    settings,
    reach: async () => {
      const reached = await openReach(settings(), `kith ${verb.name}`, tell);
      closing.push(reached.close);
      return reached;
    },
    tell,
    write,
  };
  try {
    return await verb.run(given);
  } finally {
    for (const close of closing) await close();
  }
}

function complaint(error: unknown): { message: string; exitCode: 1 | 2 } {
  if (error instanceof Obstacle) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof Refusal) return { message: error.message, exitCode: error.reason === "unavailable" ? 1 : 2 };
  return { message: `Kith made a mistake: ${error instanceof Error ? error.message : String(error)}`, exitCode: 1 };
}

const shown = (what: string): string => (what.endsWith("?") ? `[${what.slice(0, -1)}]` : what.endsWith("…") ? `[${what}]` : `<${what}>`);
const usage = ({ name, takes }: Verb): string => ["kith", name, ...takes.map(shown)].join(" ");

function listOf(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map((verb) => usage(verb).length)) + 2;
  const lines = verbs.map((verb) => `  ${usage(verb).padEnd(width)}${verb.says}`);
  return ["Usage: kith <verb> [--help] [--json]", "", ...lines, "", '"-" in place of a file reads standard input.', ""].join("\n");
}

function helpOf(verb: Verb): string {
  const flags = Object.entries({ ...verb.flags, ...EVERYWHERE });
  const names = flags.map(([name, { type }]) => `--${name}${type === "string" ? " <value>" : ""}`);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = flags.map(([, { says }], at) => `  ${names[at]!.padEnd(width)}${says}`);
  return [`Usage: ${usage(verb)} [flags]`, "", `  ${verb.says}`, "", ...lines, ""].join("\n");
}
