import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTPException } from "hono/http-exception";
import { PersonId } from "#domains/people";
import { faultsOf, guards, type Resources } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import type { CommitQueue } from "./commit-queue.ts";
import { hear } from "./live-route.ts";
import { say, Saying } from "./say.ts";
import { SpaceId } from "./space.ts";

const BODY_BYTES = 256 * 1024;
const MESSAGES = /^\/api\/spaces\/([0-9a-f-]{36})\/messages$/;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The two addresses that are asked for most, answered on the wire itself: the feed, because whatever stood between would be kept for as long
 * as it is open, and JSON that is to be said, because the router's own work would be most of the work. Undefined for every other request.
 */
export function pastRouter(
  queue: CommitQueue,
  resources: Resources,
  request: IncomingMessage,
  out: ServerResponse,
): Promise<void> | undefined {
  const { method, url = "", headers } = request;
  if (method === "GET" && (url === "/live" || url.startsWith("/live?"))) return hear(resources, request, out);
  if (method !== "POST" || !headers["content-type"]?.startsWith("application/json")) return undefined;
  const space = MESSAGES.exec(url)?.[1];
  return space === undefined ? undefined : saySomething(queue, resources, request, { space, out });
}

async function saySomething(
  queue: CommitQueue,
  { identity }: Resources,
  request: IncomingMessage,
  to: { space: string; out: ServerResponse },
) {
  const who = await identity.whoIs(request.headers.cookie, request.headers.authorization);
  if (!who || !identity.isFrom(who.personId, request.headers["x-kith-phone"])) throw new Refusal("not-known", "Please come in first.");
  const space = SpaceId.safeParse(to.space);
  if (!space.success) throw new Refusal("not-found", "There is nothing at this address.");
  const saying = Saying.safeParse(await jsonOf(request));
  if (!saying.success) throw new Refusal("invalid", "Some fields need another look.", { faults: faultsOf(saying.error) });
  const { id, seq, isNew } = await say(queue, PersonId.parse(who.personId), space.data, saying.data);
  to.out.writeHead(isNew ? 201 : 200, { ...guards, "content-type": "application/json", "cache-control": "no-store" });
  to.out.end(`{"id":"${id}","seq":${seq}}`);
}

/** The JSON object of a request's body. Throws invalid when it is none, not UTF-8, or larger than anything one says. */
async function jsonOf(request: IncomingMessage): Promise<object> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    parts.push(part);
    bytes += part.length;
    if (bytes > BODY_BYTES) throw new Refusal("invalid", "This is too large.", { cause: new HTTPException(413) });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)));
  } catch (cause) {
    throw new Refusal("invalid", "This is not JSON in UTF-8.", { faults: { body: "json" }, cause });
  }
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new Refusal("invalid", "Send one JSON object.", { faults: { body: "object" } });
}
