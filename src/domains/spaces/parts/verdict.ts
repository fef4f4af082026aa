/** What became of one try: it is kept, she is not known here any more, it will never be said, or it must be tried again. */
export type Verdict =
  | { is: "sent"; seq: number }
  | { is: "unknown" }
  /** `fault`: its key, when the house named one. */
  | { is: "refused"; why: Why; fault?: string | undefined }
  | { is: "again"; afterMs?: number | undefined };
export type Why = "closed" | "absent" | "other";

const PASSING = new Set([408, 425, 429]);

/** Asks the house for something; undefined when it did not answer in time. */
export async function ask(address: string, request: RequestInit, patienceMs: number): Promise<Response | undefined> {
  return await fetch(address, { ...request, redirect: "error", signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
}

/** Why not, when the house did not do it. Believes only what the house itself said: a page of some network on the way is neither a yes nor a no. */
export async function noOf(answer: Response | undefined): Promise<Exclude<Verdict, { is: "sent" }>> {
  const isProblem = answer?.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
  if (!answer || answer.status >= 500 || PASSING.has(answer.status) || !isProblem)
    return { is: "again", afterMs: Number(answer?.headers.get("retry-after") ?? 0) * 1_000 };
  if (answer.status === 401) return { is: "unknown" };
  const problem: { faults?: Record<string, string> } = await answer.json().catch(() => ({}));
  const [fault] = Object.values(problem.faults ?? {});
  return { is: "refused", why: fault === "fault.closed" ? "closed" : answer.status === 404 ? "absent" : "other", fault };
}

/** What a good answer says, as JSON; undefined when it says nothing, or was not the house's. */
export async function told<T extends object>(answer: Response | undefined): Promise<Partial<T> | undefined> {
  const body: Partial<T> | undefined = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  return body;
}
