import { holdAssets } from "./assets.ts";
import { askHouse, forget } from "./house.ts";
import { mend, take, type Fresh } from "./keep.ts";
import { linesIn, MOST_LINES, takenApart } from "./lines.ts";
import { holdPlain } from "./plain.ts";
import { Shelf, type KeptPage } from "./shelf.ts";
import { signOf } from "./sign.ts";
import { inTurn } from "./turn.ts";

const CHECK_MS = 30 * 60_000;
const AGAIN = 409; // the house cannot say what changed: the page is taken anew

const isSparing = ({ around }: KeptPage): boolean => /<html[^>]* data-sparing/.test(around);

/** Brings what belongs to a page that was opened: its files, its older lines as they are now, and the word that the other pages still stand. */
export async function complete(page: KeptPage, fresh: Fresh): Promise<void> {
  await holdAssets(page.around);
  await holdPlain(page.around);
  const now = await madeTrue(page, fresh);
  if (now?.sign.log && !now.isFilled && !isSparing(now)) await fill(now);
  await check();
}

/** Brings what changed in lines that the fresh page does not show, so that all of it is true as far as the fresh page is. */
async function madeTrue(page: KeptPage, { html, sign }: Fresh): Promise<KeptPage | undefined> {
  const { log } = page.sign;
  const first = takenApart(html).lines[0]?.seq;
  const isTrue = !log || !sign.log || log.seq >= sign.log.seq || first === undefined || (page.lines[0]?.seq ?? first) >= first;
  if (!isTrue) return await bringChanges(page, `&before=${first}`);
  return await mend(page.path, { lines: [], days: {} }, { sign });
}

/** What changed in the lines that are kept, since they were last true; where `only` names no place before which, also what is new. */
async function bringChanges(page: KeptPage, only: string): Promise<KeptPage | undefined> {
  const { path, sign, lines } = page;
  if (!sign.log) return undefined;
  const asked = `${sign.log.more}?since=${sign.log.seq}&from=${lines[0]?.seq ?? 0}&view=${sign.view}${only}`;
  const at = Date.now();
  const answer = await askHouse(asked, path);
  if (answer?.status === AGAIN) return await renew(page);
  const now = answer?.ok ? signOf(answer) : undefined;
  if (!answer || !now) return undefined;
  return await mend(path, linesIn(await answer.text()), { sign: now, at });
}

/** The page anew, with older lines where these are still the same view. Where data is spared it goes instead, until she opens it. */
async function renew(page: KeptPage): Promise<KeptPage | undefined> {
  if (isSparing(page)) await forget(page.path);
  const taken = isSparing(page) ? undefined : await take(page.path);
  return taken && (await madeTrue(taken.page, taken.fresh));
}

/** Once for each room, the older lines up to the number that is kept. */
async function fill({ path, sign, lines }: KeptPage): Promise<void> {
  const isFull = lines.length >= MOST_LINES || lines.length === 0;
  const answer = isFull ? undefined : await askHouse(`${sign.log?.more}?before=${lines[0]?.seq ?? 0}`, path);
  if (!isFull && !answer?.ok) return;
  await mend(path, linesIn((await answer?.text()) ?? ""), { isFilled: true });
}

/** Asks whether the other pages still stand, at the first contact and then every half hour: what is no longer hers to see goes. */
async function check(): Promise<void> {
  const shelf = await inTurn(() => Shelf.open());
  for (const { path, isLog } of shelf?.due(CHECK_MS) ?? []) {
    const page = await inTurn(async () => shelf?.page(path));
    if (page && isLog) await bringChanges(page, isSparing(page) ? "&news=no" : "");
    else if (page) await take(path);
  }
}
