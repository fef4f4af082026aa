import { HTTPException } from "hono/http-exception";
import { ZodError } from "zod";
import { isLost } from "#foundation/database";
import { Refusal, statusOf, type Reason } from "#foundation/refusal";
import type { Asked } from "./house.ts";

const RETRY_SECONDS = 2;

/** Whether the answer should be for a machine: it asked for JSON, or sent JSON, or came to an address that only machines use. */
export function wantsJson(c: Asked): boolean {
  return (
    c.req.path.startsWith("/api/") ||
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

/** The answer to machines: `application/problem+json` with a stable type. Forbidden and absent are one and the same. */
export function problem(c: Asked, refusal: Refusal | undefined): Response {
  const reason = refusal?.reason === "not-allowed" ? "not-found" : refusal?.reason;
  const status = refusal?.cause instanceof HTTPException && refusal.cause.status === 413 ? 413 : reason ? statusOf[reason] : 500;
  const title = reason === "not-found" ? "There is nothing at this address." : (refusal?.message ?? "Something broke on our side.");
  const body = {
    type: `/problems/${reason ?? "fault"}`,
    title,
    status,
    ...(refusal && Object.keys(refusal.faults).length > 0 ? { faults: refusal.faults } : {}),
  };
  if (status === 503 || status === 429) c.header("retry-after", `${RETRY_SECONDS}`);
  c.header("cache-control", "no-store");
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}
