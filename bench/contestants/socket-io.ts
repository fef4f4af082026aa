import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "#foundation/cluster";
import { startDatabase } from "../machine/database.ts";
import { node, startPinned } from "../machine/pinned.ts";
import { tell } from "../measure.ts";
import type { Contestant, Town } from "./contestant.ts";

const run = promisify(execFile);
const here = join(import.meta.dirname, "../peers");

export const socketIo: Contestant = {
  name: "socket.io",
  description: "socket.io 4.8, one insert a message",
  missing: async () => {
    if (existsSync(join(here, "node_modules/socket.io"))) return undefined;
    tell("Installing what Kith is measured against …");
    return await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here }).then(
      () => undefined,
      (error: unknown) => `socket.io could not be installed: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
    );
  },
  start: async (home, town) => {
    const database = await startDatabase(home);
    const inspector = await freePort();
    const server = await startPinned({
      command: node,
      words: [`--inspect=127.0.0.1:${inspector}`, join(here, "socket-io-server.mjs")],
      env: { DATABASE_URL: database.url.href },
      isReady: /^socket\.io is up: http:\/\/127\.0\.0\.1:(\d+)$/,
    });
    return {
      host: "127.0.0.1",
      port: Number(server.ready[1]),
      rooms: roomsOf(town),
      server: server.pid,
      processes: [server.pid, database.running.pid],
      inspector,
      ended: () => server.ended() ?? database.running.ended(),
      stop: async () => {
        await server.stop();
        await database.running.stop();
      },
    };
  },
};

/** Rooms and people that need no preparation. */
export function roomsOf({ rooms, peopleARoom }: Town): { id: string; people: { name: string; secret: string }[] }[] {
  return Array.from({ length: rooms }, (_, room) => ({
    id: `room${room}`,
    people: Array.from({ length: peopleARoom }, (__, person) => ({ name: `person${room}x${person}`, secret: "open-sesame" })),
  }));
}
