import { complete } from "./complete.ts";
import { fromPhone, nothingThere } from "./from-phone.ts";
import { forget, forgets } from "./house.ts";
import { freshOf, keep, take } from "./keep.ts";
import { HELP, plainPage, renewHelp } from "./plain.ts";
import type { Asking } from "./scope.ts";
import { Shelf } from "./shelf.ts";
import { signOf } from "./sign.ts";
import { inTurn, wipeAll } from "./turn.ts";
import { whole } from "./whole.ts";

const PATIENCE_MS = 8_000; // before a page that is on the phone is shown from there although the line may still bring it
const HELP_PATIENCE_MS = 3_000; // whoever looks for help has none
const IDLE_MS = 3_000; // until a page that is being opened has had the line to itself
const AWAY = [502, 503, 504];
const DOORS = ["/enter", "/welcome", "/first-steps"];

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A page she asks for: from the house; where that cannot be reached, from the phone, and saying so. */
export async function navigate(event: Asking): Promise<Response> {
  const { pathname } = new URL(event.request.url);
  let isHere = false;
  const asked = fromHouse(event).then((answer) => {
    isHere = true;
    if (answer) event.waitUntil(heard(pathname, answer));
    return answer;
  });
  const patience = pathname === HELP ? HELP_PATIENCE_MS : PATIENCE_MS;
  const late = wait(patience).then(() => (isHere ? undefined : onPhone(pathname)));
  const answer = await Promise.race([asked, late.then((page) => page ?? asked)]);
  if (answer && !AWAY.includes(answer.status)) return answer;
  return (await onPhone(pathname)) ?? answer ?? (await nothingThere()) ?? Response.error();
}

const onPhone = (path: string): Promise<Response | undefined> => (path === HELP ? plainPage(HELP) : fromPhone(path));

const fromHouse = async ({ preloadResponse, request }: Asking): Promise<Response | undefined> =>
  await preloadResponse
    .then((early) => early ?? fetch(request))
    .then((answer) => whole(request, answer))
    .catch(() => undefined);

/** What an answer of the house means for what is kept. The answer itself goes on to the page untouched. */
async function heard(path: string, answer: Response): Promise<void> {
  if (forgets(answer)) return await wipeAll();
  if (answer.status === 404) return await forget(path);
  if (DOORS.includes(path)) return await stillKnown();
  if (path === HELP) return await renewHelp();
  if (!signOf(answer)) return;
  const fresh = await freshOf(path, answer.clone());
  const page = fresh && (await keep(fresh, true));
  if (!page) return;
  await wait(IDLE_MS);
  await complete(page, fresh);
}

/** She stands before the door: if that is because the house no longer knows her, what is kept goes. */
async function stillKnown(): Promise<void> {
  const shelf = await inTurn(() => Shelf.open());
  const [first] = shelf?.contents.pages ?? [];
  if (first) await take(first.path);
}
