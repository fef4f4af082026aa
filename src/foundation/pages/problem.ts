import type { ServerResponse } from "node:http";
import { HTTPException } from "hono/http-exception";
import { ZodError } from "zod";
import { isLost } from "#foundation/database";
import { Refusal, statusOf, type Reason } from "#foundation/refusal";
import type { Asked } from "./house.ts";
import { guards } from "./policy.ts";

const RETRY_SECONDS = 2;

/** Whether the answer should be for a machine: it asked for JSON, or sent JSON, or came to an address that only machines use. */
export function wantsJson(c: Asked): boolean {
  return (
    c.req.path.startsWith("/api/") ||
    c.req.path === "/live" ||
    (c.req.header("accept") ?? "").includes("application/json") ||
    (c.req.header("content-type") ?? "").startsWith("application/json")
  );
}

/** Any error as a Refusal; undefined for a bug. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) return new Refusal("not-found", "There is nothing at this address.");
  if (error instanceof HTTPException) {
    const reasons: Record<number, Reason> = { 401: "not-known", 403: "not-allowed", 404: "not-found", 413: "invalid", 429: "too-many" };
    return new Refusal(reasons[error.status] ?? "invalid", error.status === 413 ? "This is too large." : "This cannot be read.", {
      cause: error,
    });
  }
  const isOurs = error instanceof TypeError || error instanceof RangeError;
  return !isOurs && isLost(error) ? new Refusal("unavailable", "The database does not answer just now.", { cause: error }) : undefined;
}

/** What HTTP says of a refusal, to people and to machines alike. */
export const statusFor = (refusal: Refusal): (typeof statusOf)[Reason] | 413 =>
  refusal.cause instanceof HTTPException && refusal.cause.status === 413 ? 413 : statusOf[refusal.reason];

/** A refusal as machines read it, with a stable type. Forbidden and absent are one and the same. */
function problemOf(refusal: Refusal | undefined) {
  const reason = refusal?.reason === "not-allowed" ? "not-found" : refusal?.reason;
  const status = refusal ? statusFor(refusal) : 500;
  const title = reason === "not-found" ? "There is nothing at this address." : (refusal?.message ?? "Something broke on our side.");
  const faults = refusal && Object.keys(refusal.faults).length > 0 ? { faults: refusal.faults } : {};
  const isPassing = status === 503 || status === 429;
  const headers = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(isPassing ? { "retry-after": `${RETRY_SECONDS}` } : {}),
  };
  return { status, headers, body: JSON.stringify({ type: `/problems/${reason ?? "fault"}`, title, status, ...faults }) };
}

export function problem(refusal: Refusal | undefined): Response {
  const { status, headers, body } = problemOf(refusal);
  return new Response(body, { status, headers });
}

/** The same, for an address that speaks to the wire itself. */
export function refuse(out: ServerResponse, error: unknown): void {
  const refusal = refusalOf(error);
  if (!refusal) printFault(error);
  if (out.headersSent) return void out.destroy();
  const { status, headers, body } = problemOf(refusal);
  out.writeHead(status, { ...guards, ...headers }).end(body);
}

/** A bug, for whoever reads the log: where it was and what the database calls it. Its details may hold what people wrote, and stay out. */
export function printFault(error: unknown): void {
  if (!(error instanceof Error)) return console.error("A fault of no known kind.");
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const constraint = "constraint" in error && typeof error.constraint === "string" ? ` ${error.constraint}` : "";
  console.error(
    `${error.name}${code}${constraint}\n${(error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n")}`,
  );
}
