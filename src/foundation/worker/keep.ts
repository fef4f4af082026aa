import { takenApart, type Parts } from "./lines.ts";
import { merged, newestOf } from "./lines.ts";
import { Shelf, type KeptPage } from "./shelf.ts";
import { signOf, type Sign } from "./sign.ts";
import { inTurn } from "./turn.ts";
import { askHouse } from "./house.ts";

const POLICIES = ["content-security-policy", "referrer-policy"];

/** A page as the house has just sent it, to be kept. */
export interface Fresh {
  path: string;
  sign: Sign;
  html: string;
  policy: Record<string, string>;
}

export async function freshOf(path: string, answer: Response): Promise<Fresh | undefined> {
  const sign = answer.ok ? signOf(answer) : undefined;
  if (!sign) return undefined;
  const policy = Object.fromEntries(POLICIES.map((name) => [name, answer.headers.get(name) ?? ""]));
  return { path, sign, policy, html: await answer.text() };
}

/**
 * Keeps a page. Lines that it no longer shows stay where they follow on without a gap and are of the same view; they are true as far as they
 * were, until `complete` has asked. Undefined where nothing is kept.
 */
export function keep({ path, sign, html, policy }: Fresh, isOpened: boolean): Promise<KeptPage | undefined> {
  return inTurn(async () => {
    const shelf = await Shelf.open(sign.tag);
    if (!shelf) return undefined;
    const before = await shelf.page(path);
    const parts = sign.log ? takenApart(html) : { around: html, lines: [], days: {} };
    const isSame = before !== undefined && before.sign.view === sign.view && follows(before, parts);
    const page = {
      path,
      policy,
      at: Date.now(),
      isFilled: isSame && before.isFilled,
      sign: isSame && before.sign.log ? { ...sign, log: { ...before.sign.log } } : sign,
      ...(isSame ? withOlder(before, parts) : parts),
    };
    await shelf.put(page, isOpened);
    return page;
  });
}

/** Whether the lines of before reach those of now. */
const follows = (before: Parts, { lines }: Parts): boolean => {
  const [first, last] = [lines[0], before.lines.at(-1)];
  return first !== undefined && last !== undefined && last.seq >= first.seq;
};

/** Of what both have, the newer alone is believed, also where it has less. */
function withOlder(before: Parts, now: Parts): Parts {
  const first = now.lines[0]?.seq ?? 0;
  const older = before.lines.filter(({ seq }) => seq < first);
  return { around: now.around, days: { ...before.days, ...now.days }, lines: newestOf(merged(older, now.lines)) };
}

/** Mends lines of a page that is kept, and says how far it is true now. */
export function mend(
  path: string,
  { lines, days }: Pick<Parts, "lines" | "days">,
  change: Partial<Pick<KeptPage, "sign" | "at" | "isFilled">> = {},
) {
  return inTurn(async () => {
    const shelf = await Shelf.open();
    const page = await shelf?.page(path);
    if (!shelf || !page) return undefined;
    const mended = { ...page, ...change, lines: newestOf(merged(page.lines, lines)), days: { ...page.days, ...days } };
    await shelf.put(mended);
    return mended;
  });
}

/** Asks the house for a whole page and keeps it. */
export async function take(path: string, isOpened = false): Promise<{ page: KeptPage; fresh: Fresh } | undefined> {
  const answer = await askHouse(path, path);
  const fresh = answer && (await freshOf(path, answer));
  const page = fresh && (await keep(fresh, isOpened));
  return fresh && page && { page, fresh };
}
