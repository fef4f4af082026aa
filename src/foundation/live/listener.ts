import type { ServerResponse } from "node:http";
import type { Choice } from "./choice.ts";
import type { Positions } from "./frame.ts";
import type { Framed } from "./framed.ts";

const BACKLOG_BYTES = 512 * 1024; // a phone that lags further is let go; it returns with its Last-Event-ID

/** One open feed: who hears, what, how far, and the wire. Kept small: ten thousand of them are idle at any time. */
export interface Listener {
  readonly out: ServerResponse;
  readonly personId: string;
  readonly sessionId: string;
  /** Her membership in each subject; its end ends the feed. */
  readonly memberships: ReadonlyMap<string, string>;
  /** What she is not shown: known when she is let in, and for as long as this feed is open. */
  choice: Choice;
  positions: Positions;
}

/**
 * Writes, unless the wire is too far behind. False means: let her go. The answer's head has been sent and its body has no frame of its own,
 * so what follows goes to the socket, without the answer's own bookkeeping for each write.
 */
export function give({ out }: Listener, chunk: Buffer | string): boolean {
  const { socket } = out;
  if (!socket || socket.writableLength > BACKLOG_BYTES || out.writableEnded || socket.destroyed) return false;
  socket.write(chunk);
  return true;
}

/** What of a subject is still for her: nothing after the line that ended her membership. */
export function upToEnd({ memberships }: Listener, subject: string, entries: Framed[]): { entries: Framed[]; isOver: boolean } {
  const end = entries.findIndex(({ ends }) => ends !== null && ends === memberships.get(subject));
  return end < 0 ? { entries, isOver: false } : { entries: entries.slice(0, end + 1), isOver: true };
}
