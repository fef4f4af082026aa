import { bytesOf, valueIn, type Change, type Kept } from "#foundation/offline";

const DRAFT = "draft";
const DAYS_MS = 7 * 86_400_000;

/**
 * What she has begun to write in a room, as this phone has it. `at`: milliseconds, by this phone's clock, or by the house's once the house has it
 * too. `base`: when the house got the draft that this one goes on from, by the house's clock.
 */
export interface PhoneDraft {
  text: string;
  at: number;
  isSaved: boolean;
  base: number;
}

/** Whether the phone's is the newer one. A phone whose clock is wrong still knows whether the house's has moved since. */
export const isNewer = (draft: PhoneDraft, draftAt: number): boolean => draft.at > draftAt || (!draft.isSaved && draftAt <= draft.base);

export const draftChange = (space: string, draft: PhoneDraft): Change => ({ shelf: DRAFT, id: space, bytes: bytesOf(draft) });

/** None when she left it for seven days. */
export async function draftOn(kept: Kept, space: string, now = Date.now()): Promise<PhoneDraft | undefined> {
  const found = await kept.get(DRAFT, space);
  const draft = found && valueIn<PhoneDraft>(found.bytes);
  return draft && now - draft.at < DAYS_MS ? draft : undefined;
}

/** Words before what she has begun meanwhile; nothing of either is lost. */
export const before = (text: string, begun: string): string => (begun ? `${text}\n${begun}` : text);
