import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { cookieIn } from "./cookie.ts";

const TAG_BYTES = 16;
/** What a page's script sets while something it wrote waits on the phone. */
export const WAITS = "kith-waits";

/** The tag that binds what a phone keeps to whoever is signed in: always the same for her, of no meaning to anyone, found in her own pages only. */
export function phoneTags(secret: string) {
  const phoneTag = (personId: string): string =>
    createHmac("sha256", secret).update(`phone ${personId}`).digest().subarray(0, TAG_BYTES).toString("base64url");
  /** Whether a request was written by her: a page that was left open when someone else came in says another tag. Scripts of others say none. */
  const isFrom = (personId: string, said: string | string[] | undefined): boolean => said === undefined || said === phoneTag(personId);
  return { phoneTag, isFrom };
}

const FORGET = "clear-site-data";

const told = (more: readonly string[]) => [...more, "storage"].map((kind) => `"${kind}"`).join(", ");

/**
 * Has the browser destroy what it keeps of whoever was here: key, sealed things, and the worker that serves them. With "cache" also pictures that
 * it keeps as any browser does; that takes our own files too, so it is not said to someone who comes where nobody was.
 */
export function forgetPhone(c: Context, more: readonly string[] = []): void {
  c.header(FORGET, told(more));
  if (cookieIn(c.req.header("cookie"), WAITS)) c.header("set-cookie", `${WAITS}=; Path=/; SameSite=Lax; Max-Age=0`, { append: true });
}

/** The same for an answer that was made elsewhere. */
export function forgetting(answer: Response, more: readonly string[] = []): Response {
  const headers = new Headers(answer.headers);
  headers.set(FORGET, told(more));
  return new Response(answer.body, { status: answer.status, headers });
}
