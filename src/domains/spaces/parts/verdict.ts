import type { Outgoing } from "./pile.ts";

/** What became of one try: it is kept, she is not known here any more, it will never be said, or it must be tried again. */
export type Verdict =
  | { is: "sent"; seq: number }
  | { is: "unknown" }
  | { is: "refused"; why: Why }
  | { is: "again"; afterMs?: number | undefined };
export type Why = "closed" | "absent" | "other";

const PATIENCE_MS = 20_000;
const PASSING = new Set([408, 425, 429]);
const MOST_KEPT_ALIVE = 60_000; // letters; a browser carries no more over the end of a page

/** Sends a message once. An id is said once, however often it is sent. `phone` says for whom: if someone else came in meanwhile, it is not said in her name. */
export async function send({ id, space, text, topic, quote }: Outgoing, phone: string): Promise<Verdict> {
  const body = JSON.stringify({ id, text, topic, replyTo: quote?.id ?? "" });
  const headers = { "content-type": "application/json", accept: "application/json", "x-kith-phone": phone };
  const keepalive = body.length < MOST_KEPT_ALIVE / 4;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await verdictOf(
      await fetch(`/api/spaces/${space}/messages`, { method: "POST", headers, body, keepalive, signal, redirect: "error" }),
      id,
    );
  } catch {
    return { is: "again" };
  }
}

/** Believes only what the house itself said: a page of some network on the way is neither a yes nor a no. */
export async function verdictOf(answer: Response, id: string): Promise<Verdict> {
  const isProblem = answer.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
  if (answer.ok) {
    const said: { id?: string; seq?: number } = await answer.json();
    return said.id === id && said.seq !== undefined ? { is: "sent", seq: said.seq } : { is: "again" };
  }
  if (answer.status >= 500 || PASSING.has(answer.status) || !isProblem)
    return { is: "again", afterMs: Number(answer.headers.get("retry-after") ?? 0) * 1_000 };
  if (answer.status === 401) return { is: "unknown" };
  const problem: { faults?: Record<string, string> } = await answer.json();
  const isClosed = Object.values(problem.faults ?? {}).includes("fault.closed");
  return { is: "refused", why: isClosed ? "closed" : answer.status === 404 ? "absent" : "other" };
}
