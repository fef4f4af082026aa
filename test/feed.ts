import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { connect, type Database } from "#foundation/database";
import { openLive, openNotices, type Live, type Source } from "#foundation/live";
import { Refusal, statusOf } from "#foundation/refusal";

/** One process of a house, with nothing but its feed: a real HTTP server over a real database. */
export interface Feed {
  db: Database;
  live: Live;
  /** Begins to listen to spaces, given as space → membership, from a cursor or from now. */
  listen: (memberships: Record<string, string>, cursor?: string, personId?: string) => Promise<Ear>;
}

export interface Heard {
  id: string;
  kind: string;
  data: Record<string, unknown>;
}

/** What one listener has received so far, as her browser would understand it. */
export interface Ear {
  status: number;
  events: Heard[];
  /** The cursor with which she would come back. */
  cursor: () => string;
  /** The seq of everything heard, in one space or all. */
  seqs: (space?: string) => number[];
  hasEnded: () => boolean;
  /** Takes nothing more from the wire, without closing it. */
  stall: () => void;
  close: () => void;
}

/** Opens a feed over the log that `logOf` reads; it goes when the test goes. */
export async function openFeed(serveUrl: string, logOf: (db: Database) => Source): Promise<Feed> {
  const db = connect(serveUrl);
  const notices = await openNotices(db, { onSubjects: (subjects) => live.wake(subjects), onReturn() {} });
  const live = openLive(db, notices, logOf(db));
  const server = createServer((request, out) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    const memberships = new Map(searchParams.getAll("in").map((pair) => [pair.slice(0, 36), pair.slice(37)]));
    const personId = searchParams.get("person") ?? "";
    const header = request.headers["last-event-id"];
    const cursor = typeof header === "string" ? header : undefined;
    live.subscribe({ out, personId, sessionId: personId, memberships, cursor }).catch((error: unknown) => {
      out.writeHead(error instanceof Refusal ? statusOf[error.reason] : 500).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  onTestFinished(async () => {
    live.close();
    server.closeAllConnections();
    server.close();
    await notices.close();
    await db.close();
  });
  async function listen(memberships: Record<string, string>, cursor?: string, personId = ""): Promise<Ear> {
    const query = new URLSearchParams([["person", personId], ...Object.entries(memberships).map((pair) => ["in", pair.join(":")])]);
    const request = get({ port, path: `/?${query}`, agent: false, headers: cursor === undefined ? {} : { "last-event-id": cursor } });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const ear = earOn(response);
    while (ear.status === 200 && !ear.cursor() && !ear.hasEnded()) await nextTurn(); // the place at which she begins comes first
    return ear;
  }
  return { db, live, listen };
}

function earOn(response: IncomingMessage): Ear {
  const events: Heard[] = [];
  let lastId = "";
  let rest = "";
  let hasEnded = false;
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const),
      );
      lastId = fields.get("id") ?? lastId;
      const data = fields.get("data");
      if (data !== undefined) events.push({ id: lastId, kind: fields.get("event") ?? "message", data: JSON.parse(data) });
    }
  });
  response.on("error", () => {});
  response.on("close", () => (hasEnded = true));
  const numbered = (space?: string) => events.filter(({ kind, data }) => kind !== "gap" && (!space || (data["space"] ?? space) === space));
  return {
    status: response.statusCode ?? 0,
    events,
    cursor: () => lastId,
    seqs: (space) => numbered(space).map(({ data }) => Number(data["seq"])),
    hasEnded: () => hasEnded,
    stall: () => void response.pause(),
    close: () => void response.destroy(),
  };
}
