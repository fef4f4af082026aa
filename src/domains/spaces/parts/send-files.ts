import type { Outgoing, Pile } from "./pile.ts";
import { headersFor, send } from "./send.ts";
import { ask, noOf, told, type Verdict } from "./verdict.ts";

const PATIENCE_MS = 30_000;
const SLOWEST = 8; // bytes a millisecond

/**
 * Sends first what goes beside the words, one after the other, then the words. What the house has already is not sent again, unless it has
 * forgotten it meanwhile.
 */
export async function sendWithFiles(pile: Pile, message: Outgoing, phone: string): Promise<Verdict> {
  const files = [...(message.files ?? [])];
  const hadAll = files.every(({ id }) => id !== undefined);
  for (const [place, file] of files.entries()) {
    if (file.id) continue;
    const blob = await pile.fileOf(message, place);
    if (!blob) return { is: "refused", why: "other" };
    const what = new URLSearchParams({ kind: file.kind, name: file.name });
    const address = `/api/spaces/${message.space}/files?${what.toString()}`;
    const answer = await ask(address, { method: "POST", headers: headersFor(phone), body: blob }, PATIENCE_MS + blob.size / SLOWEST);
    const id = (await told<{ id: string }>(answer))?.id;
    if (!id) return answer?.ok ? { is: "again" } : await noOf(answer);
    files[place] = { ...file, id };
    await pile.note({ ...message, files }).catch(() => {});
  }
  const verdict = await send({ ...message, files }, phone);
  if (verdict.is !== "refused" || verdict.why !== "absent" || !hadAll) return verdict;
  await pile.note({ ...message, files: files.map((file) => ({ ...file, id: undefined })) }).catch(() => {});
  return { is: "again" };
}
