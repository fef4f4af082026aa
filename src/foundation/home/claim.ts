import { createHash } from "node:crypto";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { unlink } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";

const ANSWER_MS = 2_000;

const Occupant = z.object({
  process: z.int(),
  /** What it does here: "serve", or the verb of the command line. */
  doing: z.string(),
  /** Where its pages are, or will be in a moment. */
  url: z.string().optional(),
  /** The port of the embedded PostgreSQL, once it can be used by others too. */
  databasePort: z.int().optional(),
});
/** Who works in a data directory. */
export type Occupant = z.infer<typeof Occupant>;

export interface Claim {
  /** What is answered to whoever asks who works here. */
  occupant: Occupant;
  release: () => void;
}

/** A socket named by the directory. On Linux and Windows its name dies with its process, so nothing stale can remain. */
function addressOf(home: string): string {
  const name = `kith-${createHash("sha256").update(realpathSync(home)).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Takes the directory for this process, or says who has it. Whoever has it may give its data to others, but only it starts the database. */
export async function claim(home: string, doing: string): Promise<Claim | { takenBy: Occupant }> {
  const address = addressOf(home);
  const taken: Claim = { occupant: { process: process.pid, doing }, release: () => void server.close() };
  const server = createServer((asker) => asker.on("error", () => {}).end(JSON.stringify(taken.occupant))).unref();
  for (;;) {
    try {
      server.listen(address);
      await once(server, "listening");
      return taken;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    }
    const takenBy = await occupantOf(home);
    if (takenBy) return { takenBy };
    if (!address.startsWith("\0")) await unlink(address).catch(() => {});
  }
}

/** Who works in the directory now; undefined when nobody does. */
export async function occupantOf(home: string): Promise<Occupant | undefined> {
  const line = connect(addressOf(home));
  line.setTimeout(ANSWER_MS, () => line.destroy(new Error("silent")));
  try {
    return Occupant.parse(JSON.parse(await text(line)));
  } catch (error) {
    const isNobody = error instanceof Error && "code" in error && (error.code === "ECONNREFUSED" || error.code === "ENOENT");
    return isNobody ? undefined : { process: 0, doing: "something that does not answer" };
  }
}
