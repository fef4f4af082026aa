import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { roomPage } from "#domains/spaces";
import { readSettings } from "#foundation/settings";
import type { Verb } from "#interop/cli";
import { runLine } from "../src/interop/cli/frame.ts";
import { readInput } from "../src/interop/cli/input.ts";
import type { Ground } from "./people.ts";

/** A file with this text, in a folder that goes away after the test. */
export async function file(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kith-import-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** An import as someone types it, on the database of this ground. */
export function importLine(verb: Verb, { db }: Ground, ...words: string[]) {
  const { pathname } = new URL(db.serveUrl);
  const DATABASE_OWNER_URL = `${inject("clusterUrl")}${pathname.slice(1)}`;
  const env = { KITH_HOME: join(tmpdir(), `kith-import-home-${process.pid}`), DATABASE_URL: db.serveUrl, DATABASE_OWNER_URL };
  onTestFinished(() => rm(env.KITH_HOME, { recursive: true, force: true }));
  return runLine([...verb.name.split(" "), ...words], [verb], env);
}

/** A circle of two, and what stands in it: who, what, when. */
export async function room({ newcomer, circleOf, db }: Ground) {
  const [ana, mei] = [await newcomer(), await newcomer()];
  const space = await circleOf(ana, mei);
  const shown = async () => {
    const { messages, people } = await roomPage(db, mei, space);
    const aliases = new Map(people.map(({ id, alias }) => [id, alias]));
    return messages.map(({ member, words, leftOut, at }) => [
      member ? aliases.get(member) : null,
      leftOut ?? words,
      new Date(at).toISOString(),
    ]);
  };
  return { space, shown };
}

/** A preview with no house around it: reaching for a database is a failure. */
export async function previewOf(verb: Verb, words: string[], flags: Record<string, string | true> = {}) {
  let out = "";
  const { text } = await verb.run({
    words,
    flag: (name) => (typeof flags[name] === "string" ? flags[name] : undefined),
    isOn: (name) => name === "preview" || flags[name] === true,
    all: () => [],
    read: readInput,
    settings: () => readSettings({}, "/"),
    reach: () => Promise.reject(new Error("A preview needs no database.")),
    tell: () => {},
    write: async (piece) => void (out += piece),
  });
  return { text, out };
}
