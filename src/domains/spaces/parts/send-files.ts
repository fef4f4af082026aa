/** One thing that goes beside words; `id` is the house's, once it has it, so that trying again sends it only once. */
export interface Attached {
  kind: "photo" | "voice" | "file";
  blob: Blob;
  name?: string;
  id?: string;
}

/** A message with what goes beside it. */
export interface Carrying {
  id: string;
  text: string;
  topic: string;
  replyTo: string;
  /** Shown to nobody before she asks. */
  sensitive: boolean;
  files: Attached[];
}

/** `waiting`: the line is down, or the house is busy: send the same again. `refused`: the house said no for good, by the key of its fault. */
export type Outcome = { state: "kept"; seq: number } | { state: "waiting" } | { state: "refused"; fault: string };

const accept = "application/json";

/** Sends first what goes beside the words, one after the other, then the words: once for each id, however often it is tried. */
export async function sendWithFiles(spaceId: string, carrying: Carrying): Promise<Outcome> {
  const { files, ...words } = carrying;
  const here = `/api/spaces/${spaceId}`;
  for (const file of files) {
    if (file.id) continue;
    const what = new URLSearchParams({ kind: file.kind, name: file.name ?? "" });
    const told = await ask(`${here}/files?${what.toString()}`, { method: "POST", headers: { accept }, body: file.blob });
    if ("state" in told) return told;
    file.id = String(told.body["id"]);
  }
  const body = JSON.stringify({ ...words, files: files.map(({ id }) => id) });
  const told = await ask(`${here}/messages`, { method: "POST", headers: { accept, "content-type": accept }, body });
  return "state" in told ? told : { state: "kept", seq: Number(told.body["seq"]) };
}

/** What the house answered when it took it, or how it stands when it did not. */
async function ask(address: string, request: RequestInit): Promise<Outcome | { body: Record<string, unknown> }> {
  const answer = await fetch(address, request).catch(() => undefined);
  const body: Record<string, unknown> = (await answer?.json().catch(() => undefined)) ?? {};
  if (answer?.ok) return { body };
  if (!answer || answer.status >= 500 || answer.status === 429) return { state: "waiting" };
  const { faults } = body;
  const [fault] = typeof faults === "object" && faults !== null ? Object.values(faults) : [];
  return { state: "refused", fault: typeof fault === "string" ? fault : "" };
}

const AGAIN_MS = 4_000;

/** Tries until the house has answered; `onWaiting` hears of each time it could not be reached. */
export async function sendUntilAnswered(spaceId: string, carrying: Carrying, onWaiting: () => void): Promise<Outcome> {
  for (;;) {
    const outcome = await sendWithFiles(spaceId, carrying);
    if (outcome.state !== "waiting") return outcome;
    onWaiting();
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}
