import type { Spoken } from "./message.tsx";

/** One message on its way from this phone. */
export interface Outgoing {
  id: string;
  text: string;
  topic: string;
  replyTo: string;
}

interface Told {
  onState: (id: string, state: Spoken["state"], seq?: number) => void;
  /** The house said no for good; the words go back to the one who wrote them. */
  onRefused: (text: string, reason: string) => void;
}

const AGAIN_MS = 4_000;
const headers = { "content-type": "application/json", accept: "application/json" };

/** Sends one after the other, in the order they were written, and keeps trying. An id is said once, however often it is sent. */
export function openOutbox(spaceId: string, { onState, onRefused }: Told) {
  const waiting: Outgoing[] = [];
  let isSending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) {
      const [next] = waiting;
      if (!next) break;
      const isOver = await sendOne(next);
      if (!isOver) break;
      waiting.shift();
    }
    isSending = false;
    if (waiting.length > 0) timer = setTimeout(() => void run(), AGAIN_MS);
  }

  /** True when it was kept or refused for good; false when it must be tried again. */
  async function sendOne(message: Outgoing): Promise<boolean> {
    const answer = await fetch(`/api/spaces/${spaceId}/messages`, { method: "POST", headers, body: JSON.stringify(message) }).catch(
      () => undefined,
    );
    if (answer?.ok) {
      onState(message.id, "kept", Number((await answer.json()).seq));
      return true;
    }
    if (!answer || answer.status >= 500 || answer.status === 429) {
      onState(message.id, "waiting");
      return false;
    }
    onState(message.id, "waiting");
    onRefused(message.text, await reasonIn(answer));
    return true;
  }

  function post(message: Outgoing): void {
    waiting.push(message);
    void run();
  }

  async function change(id: string, text: string): Promise<void> {
    const answer = await fetch(`/spaces/${spaceId}/messages/${id}/edit`, { method: "POST", headers, body: JSON.stringify({ text }) }).catch(
      () => undefined,
    );
    if (!answer?.ok) onRefused(text, await reasonIn(answer));
  }

  addEventListener("online", () => void run());
  return { post, change };
}

/** The title of a problem, as the house said it; nothing when it said none. */
async function reasonIn(answer: Response | undefined): Promise<string> {
  const problem: unknown = await answer?.json().catch(() => undefined);
  return typeof problem === "object" && problem !== null && "title" in problem && typeof problem.title === "string" ? problem.title : "";
}
