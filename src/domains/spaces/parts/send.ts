import type { Outgoing } from "./pile.ts";
import { ask, noOf, told, type Verdict } from "./verdict.ts";

const PATIENCE_MS = 20_000;
const MOST_KEPT_ALIVE = 15_000; // letters; a browser carries little more over the end of a page

/** What every request of the outbox says. `phone`: for whom; if someone else came in meanwhile, it is not said in her name. */
export const headersFor = (phone: string): Record<string, string> => ({ accept: "application/json", "x-kith-phone": phone });

/** Sends a message once, with the house's ids of what goes beside it. An id is said once, however often it is sent. */
export async function send(message: Outgoing, phone: string): Promise<Verdict> {
  const { id, space, text, topic, quote, files, isSensitive } = message;
  const beside = files ? { files: files.map((file) => file.id), sensitive: isSensitive ?? false } : {};
  const body = JSON.stringify({ id, text, topic, replyTo: quote?.id ?? "", ...beside });
  const headers = { ...headersFor(phone), "content-type": "application/json" };
  const keepalive = body.length < MOST_KEPT_ALIVE;
  const answer = await ask(`/api/spaces/${space}/messages`, { method: "POST", headers, body, keepalive }, PATIENCE_MS);
  const said = await told<{ id: string; seq: number }>(answer);
  if (said?.id === id && said.seq !== undefined) return { is: "sent", seq: said.seq };
  return answer?.ok ? { is: "again" } : await noOf(answer);
}
