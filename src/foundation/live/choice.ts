/** What a listener does not want to be shown: the words of some memberships, and whatever carries one of some lens bits. */
export interface Choice {
  readonly hides: ReadonlySet<string>;
  readonly lens: number;
  /** The same for every equal choice; empty for one that hides nothing. */
  readonly key: string;
}

/** The choice of nearly everyone. */
export const everything: Choice = { hides: new Set(), lens: 0, key: "" };

export function choiceOf(hides: Iterable<string>, lens = 0): Choice {
  const hidden = new Set([...hides].toSorted());
  return hidden.size === 0 && lens === 0 ? everything : { hides: hidden, lens, key: `${lens} ${[...hidden].join()}` };
}
