import type { ServerResponse } from "node:http";
import type { Positions } from "./frame.ts";

const BACKLOG_BYTES = 512 * 1024; // a phone that lags further is let go; it returns with its Last-Event-ID

/** One open feed: who hears, what, how far, and the wire. Kept small: ten thousand of them are idle at any time. */
export interface Listener {
  readonly out: ServerResponse;
  readonly personId: string;
  readonly sessionId: string;
  /** Her membership in each subject; its end ends the feed. */
  readonly memberships: ReadonlyMap<string, string>;
  positions: Positions;
}

/** Writes, unless the wire is too far behind. False means: let her go. */
export function give({ out }: Listener, chunk: Buffer | string): boolean {
  if (out.writableLength > BACKLOG_BYTES || out.destroyed) return false;
  out.write(chunk);
  return true;
}
