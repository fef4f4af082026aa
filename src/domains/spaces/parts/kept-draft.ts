import { outboxOf } from "./outbox.ts";
import { phoneOf } from "./phone.ts";
import { draftChange, draftOn, isNewer } from "./phone-draft.ts";
import { headersFor } from "./send.ts";
import { useOnce } from "./use-once.ts";

const PHONE_MS = 250;
const HOUSE_MS = 10_000; // where the phone has it already: each time costs as much as four messages
const HOUSE_ALONE_MS = 1_000;
const SECOND_MS = 1_000; // how exactly an answer says when it was given

interface Drafting {
  spaceId: string;
  phone: string;
  /** When the house got the draft that the page came with; milliseconds, 0 for none. */
  draftAt: number;
}
type Field = { current: HTMLTextAreaElement | null };

/**
 * Keeps what is being written: sealed on this phone a quarter of a second after a key, on the server ten seconds after the last or when she
 * goes, and after one where the phone keeps nothing. Of the phone's and the server's the newer one stands in the field when she comes back.
 */
export function useKeptDraft(field: Field, drafting: Drafting): void {
  useOnce(() => {
    const draft = new KeptDraft(field, drafting);
    void draft.bringBack();
    field.current?.addEventListener("input", () => draft.later());
    addEventListener("online", () => void draft.toHouse());
    addEventListener("pagehide", () => draft.now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && draft.now());
  });
}

class KeptDraft {
  readonly #field: Field;
  readonly #room: Drafting;
  readonly #begun: string;
  #base: number;
  #onPhone: string;
  #isOnPhone = false;
  /** Undefined while we do not know what the house has. */
  #inHouse: string | undefined;
  #phoneTimer: ReturnType<typeof setTimeout> | undefined;
  #houseTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(field: Field, room: Drafting) {
    this.#field = field;
    this.#room = room;
    this.#base = room.draftAt;
    this.#begun = this.#onPhone = this.#inHouse = field.current?.value ?? "";
  }

  later(): void {
    this.#phoneTimer ??= setTimeout(() => this.#toPhone(), PHONE_MS);
    clearTimeout(this.#houseTimer);
    this.#houseTimer = setTimeout(() => void this.toHouse(), this.#isOnPhone ? HOUSE_MS : HOUSE_ALONE_MS);
  }

  now(): void {
    this.#toPhone();
    void this.toHouse();
  }

  /** Words being changed are no draft. */
  #text(): string | undefined {
    return this.#field.current?.dataset["edits"] ? undefined : this.#field.current?.value;
  }

  #toPhone(): void {
    clearTimeout(this.#phoneTimer);
    this.#phoneTimer = undefined;
    const text = this.#text();
    if (text === undefined || text === this.#onPhone) return;
    this.#onPhone = text;
    void this.#keep(text, Date.now(), false);
  }

  async #keep(text: string, at: number, isSaved: boolean): Promise<void> {
    const { phone, spaceId } = this.#room;
    const kept = await phoneOf(phone);
    await outboxOf(phone).posted(); // a draft that became a message lies here until the message does
    await kept?.write([draftChange(spaceId, { text, at, isSaved, base: this.#base })], "relaxed").catch(() => {});
  }

  async toHouse(): Promise<void> {
    const text = this.#text();
    if (text === undefined || text === this.#inHouse) return;
    this.#inHouse = text;
    const headers = { ...headersFor(this.#room.phone), "content-type": "application/json" };
    const sent = { method: "POST", headers, body: JSON.stringify({ text }), keepalive: true };
    const answer = await fetch(`/spaces/${this.#room.spaceId}/draft`, sent).catch(() => undefined);
    if (!answer?.ok) return void (this.#inHouse = undefined);
    const at = Date.parse(answer.headers.get("date") ?? "") || Date.now();
    this.#base = at + SECOND_MS;
    if (text === this.#text()) await this.#keep(text, at, true);
  }

  /** Puts the phone's words into the field when they are newer, unless she has begun already. */
  async bringBack(): Promise<void> {
    const { phone, spaceId, draftAt } = this.#room;
    const kept = await phoneOf(phone);
    this.#isOnPhone = kept !== undefined;
    const draft = kept && (await draftOn(kept, spaceId).catch(() => undefined));
    const field = this.#field.current;
    if (!draft || !field || field.value !== this.#begun || draft.text === this.#begun || !isNewer(draft, draftAt)) return;
    this.#onPhone = field.value = draft.text;
    this.later();
  }
}
