import webPush from "web-push";
import { Untaken, type Push } from "#listeners/notifications";
import { keysFrom, type PushKeys } from "./keys.ts";
import { isKnown, leadsOut } from "./services.ts";

const WAIT_MS = 10_000;
const TOPIC = "news"; // a later notice replaces an earlier one that was not fetched yet
const GONE = new Set([404, 410]);

export interface PushOptions {
  secret: string;
  origin: string;
  keys?: PushKeys | undefined;
  /** `mailto:` or `https:`, whom a push service may write to about us. */
  subject?: string | undefined;
  /** Origins of further push services. */
  services?: readonly string[] | undefined;
}

/** The way to browsers' push services. It holds no connection, and closes nothing. */
export function openPush({ secret, origin, keys = keysFrom(secret), subject, services = [] }: PushOptions): Push {
  const vapidDetails = { ...keys, subject: subject ?? `mailto:kith@${new URL(origin).hostname}` };
  return {
    publicKey: keys.publicKey,
    knows: (endpoint) => isKnown(endpoint, services),
    async send(to, notice, liveSeconds) {
      if (!isKnown(to.endpoint, services)) return "gone"; // a service that is trusted no more
      const isOut = await leadsOut(to.endpoint, services).catch((error: unknown) => {
        throw new Untaken("The push service has no address now.", { cause: error });
      });
      if (!isOut) return "gone";
      const options = { vapidDetails, TTL: liveSeconds, topic: TOPIC, urgency: "normal" } as const;
      const { endpoint, method, headers, body } = webPush.generateRequestDetails(to, JSON.stringify(notice), options);
      return await taken(fetchOf(endpoint, { method, headers: sendable(headers), body: new Uint8Array(body) }));
    },
  };
}

/** What fetch counts itself is left to it. */
const sendable = (headers: Record<string, string | number>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => (/^content-length$/i.test(name) ? [] : [[name, String(value)] as [string, string]]));

const fetchOf = (endpoint: string, request: RequestInit) =>
  fetch(endpoint, { ...request, redirect: "manual", signal: AbortSignal.timeout(WAIT_MS) });

/** Reads the answer by its status alone. A connection that was never made took nothing; one that broke may have. */
async function taken(asking: Promise<Response>): Promise<"taken" | "gone"> {
  const answer = await asking.catch((error: unknown) => {
    const { cause } = error instanceof Error ? error : { cause: undefined };
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "UND_ERR_CONNECT_TIMEOUT")
      throw new Untaken("The push service could not be reached.", { cause: error });
    throw error;
  });
  await answer.body?.cancel();
  if (GONE.has(answer.status)) return "gone";
  if (!answer.ok) throw new Untaken(`The push service answered ${answer.status}.`);
  return "taken";
}
