import { putTogether } from "./lines.ts";
import { NOTHING, plainPage } from "./plain.ts";
import { Shelf, type KeptPage } from "./shelf.ts";
import { inTurn } from "./turn.ts";

/** Where a page says that it comes from the phone, and where the page without a network lists what is here. The house leaves both empty. */
const PLACE = /(<div class="from-phone"[^>]*?) hidden><\/div>/;
const LIST = '<div class="on-phone" hidden></div>';
const NOTICE = /<template id="phone-notice">([\s\S]*?)<\/template>/;

/** A page that was kept, as it was when the house was last heard, and saying so. */
export async function fromPhone(path: string): Promise<Response | undefined> {
  const shelf = await inTurn(() => Shelf.open());
  const page = await shelf?.page(path);
  if (!shelf || !page) return undefined;
  await inTurn(async () => (await Shelf.open())?.away());
  const notice = NOTICE.exec((await (await plainPage(NOTHING))?.text()) ?? "")?.[1] ?? "";
  const said = notice.replace("{when}", () => whenOf(page));
  const html = putTogether(page)
    .replace(PLACE, (_, place: string) => `${place}>${said}</div>`)
    .replace("<html ", '<html data-from-phone="" ');
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", ...page.policy } });
}

function whenOf({ at, sign: { locale, zone } }: KeptPage): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: "short" } as const) : ({ dateStyle: "long", timeStyle: "short" } as const);
  return escaped(new Intl.DateTimeFormat(locale, { ...style, timeZone: zone, hourCycle: "h23" }).format(at));
}

/** The page that says that there is no network, and names what is on this phone. */
export async function nothingThere(): Promise<Response | undefined> {
  const page = await plainPage(NOTHING);
  if (!page) return undefined;
  const shelf = await inTurn(() => Shelf.open());
  const named = (shelf?.contents.pages ?? []).filter(({ title }) => title);
  const list = named.map(({ path, title }) => `<li><a class="choice" href="${escaped(path)}"><b dir="auto">${escaped(title)}</b></a></li>`);
  const html = (await page.text()).replace(LIST, () => (list.length > 0 ? `<ul class="plain stack on-phone">${list.join("")}</ul>` : ""));
  return new Response(html, { headers: page.headers });
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
