import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { freePort } from "#foundation/cluster";
import { Line } from "../load/requests.ts";
import { node, root, startPinned, type Running } from "../machine/pinned.ts";
import type { Contestant } from "./contestant.ts";

const run = promisify(execFile);
const OUTPUT_BYTES = 64 * 1024 * 1024;
const SIGNING_IN_AT_ONCE = 8;

const Scripts = z.object({ scripts: z.object({ start: z.string().startsWith("exec node ") }) });
const Populated = z.object({
  people: z.array(z.object({ id: z.string(), alias: z.string(), token: z.string() })),
  spaces: z.array(z.object({ id: z.string(), members: z.array(z.string()) })),
});
export type Populated = z.infer<typeof Populated>;

export interface Population {
  people: number;
  spaces: number;
  members: number;
  messages: number;
}

export interface KithServer {
  running: Running;
  port: number;
  inspector: number;
}

/** Kith as `npm start` starts it, with its own PostgreSQL, on the servers' core. */
export async function startKith(
  home: string,
  { isNew = true, env = {} }: { isNew?: boolean; env?: Record<string, string> } = {},
): Promise<KithServer> {
  if (isNew) await rm(home, { recursive: true, force: true });
  const inspector = await freePort();
  const running = await startPinned({
    command: node,
    words: [`--inspect=127.0.0.1:${inspector}`, ...(await wordsOfStart())],
    env: { ...env, KITH_HOME: home, PORT: `${await freePort()}`, HOST: "127.0.0.1" },
    isReady: /^Kith is up: http:\/\/[^:]+:(\d+)/,
  });
  return { running, port: Number(running.ready[1]), inspector };
}

/** What `npm start` gives Node: its flags and the program. */
async function wordsOfStart(): Promise<string[]> {
  const { scripts } = Scripts.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
  return scripts.start.replace(/^exec node /, "").split(" ");
}

/** Invented people, spaces and history, made by Kith's own command line. */
export async function populate(home: string, { people, spaces, members, messages }: Population): Promise<Populated> {
  const sizes = ["--people", people, "--spaces", spaces, "--members", members, "--messages", messages].map(String);
  const env = { ...process.env, KITH_HOME: home, NODE_ENV: "" };
  const words = ["build/server/cli.js", "populate", ...sizes, "--json"];
  const { stdout } = await run(node, words, { cwd: root, env, maxBuffer: OUTPUT_BYTES });
  return Populated.parse(JSON.parse(stdout));
}

/** Signs people in as scripts do, and gives their session cookies by the person's id. */
export async function signIn(port: number, people: Populated["people"]): Promise<Map<string, string>> {
  const cookies = new Map<string, string>();
  const waiting = people.values();
  const headers = `accept: application/json\r\ncontent-type: application/json\r\norigin: http://localhost:${port}\r\n`;
  async function usher(): Promise<void> {
    const line = new Line("127.0.0.1", port);
    for (const { id, token } of waiting) {
      const { status, head, body } = await line.ask("POST", "/api/session", headers, JSON.stringify({ token }));
      const set = [...head.matchAll(/^set-cookie: *([^;\r\n]+)/gim)].map(([, cookie]) => cookie);
      if (status >= 300 || set.length === 0) throw new Error(`Signing in was answered ${status}: ${body.toString("utf8", 0, 200)}`);
      cookies.set(id, set.join("; "));
    }
    line.close();
  }
  await Promise.all(Array.from({ length: SIGNING_IN_AT_ONCE }, usher));
  return cookies;
}

export const kith: Contestant = {
  name: "kith",
  description: "Kith",
  missing: async () => undefined,
  start: async (home, { rooms, peopleARoom }) => {
    const { running, port, inspector } = await startKith(home);
    try {
      const populated = await populate(home, { people: rooms * peopleARoom, spaces: rooms, members: peopleARoom, messages: 0 });
      const cookies = await signIn(port, populated.people);
      return {
        host: "127.0.0.1",
        port,
        rooms: populated.spaces.map(({ id, members }) => ({
          id,
          people: members.map((person) => ({ name: person, secret: cookies.get(person) ?? "" })),
        })),
        server: running.pid,
        processes: [running.pid],
        inspector,
        ended: running.ended,
        stop: running.stop,
      };
    } catch (error) {
      await running.stop();
      throw error;
    }
  },
};
