import { Refusal } from "#foundation/refusal";

/** PostgreSQL's codes that are an answer and not a fault: whoever asked gets a plain no, the code stays in the cause. */
const REFUSED: Record<string, Refusal["reason"]> = {
  "42501": "not-allowed", // insufficient privilege: a policy said no
  "22021": "invalid", // a character the database cannot hold
  "22P05": "invalid",
  "22P02": "not-found", // an id that is none
  "23505": "conflict",
  "23503": "not-found",
  "23514": "invalid",
  "22001": "invalid",
  "57P01": "unavailable", // the database is being stopped
  "57P02": "unavailable",
  "57P03": "unavailable",
  "53300": "unavailable", // too many connections
  "53100": "unavailable", // disk full
  "57014": "unavailable", // took too long
  "55P03": "unavailable", // waited too long
};
const LOST = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|08)/;

/** The error of a domain as it is; a database's "no" as a Refusal; anything else is a bug and stays one. */
export function refusedOr(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const reason = REFUSED[code] ?? (isLost(error) ? "unavailable" : undefined);
  return reason ? new Refusal(reason, `database ${code}`, { cause: error }) : error;
}

/** Whether the connection went away, so that what was asked may or may not have happened. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return LOST.test(code) || code.startsWith("57P0") || /terminat|timeout exceeded|not queryable|closed/i.test(error.message);
}
