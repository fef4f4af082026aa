import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { Document, Empty, LinkButton, Shell, Sparing, type Place as Leads } from "#design";
import { Met } from "#foundation/islands";
import { directionOf, type Locale } from "#foundation/language";
import type { Refusal } from "#foundation/refusal";
import { packed } from "./dictionary.ts";
import type { Asked, House, Resources } from "./house.ts";
import { coverName, manifestFor } from "./web-manifest.ts";
import { statusFor } from "./problem.ts";
import { words, type ShellWords } from "./words/index.ts";

export type Place = "home" | "groups" | "search" | "me";

export interface PageOptions {
  title: string;
  content: ComponentChildren;
  status?: 200 | 404 | 409 | 413 | 422 | 429 | 500 | 503 | 401;
  /** Which of the places at the foot this page is; none on a page below them. */
  place?: Place;
  /** Where the arrow in the bar leads. */
  back?: string;
  /** A page for someone who is not signed in: no places. */
  isStranger?: boolean;
  /** A conversation: the composer takes the foot of the page. */
  isRoom?: boolean;
  /** A page that says nothing about whose it is: no bar, no places. */
  isBare?: boolean;
  /** A form or something to read: never wider than a line is read. */
  isNarrow?: boolean;
  /** The first page that a stranger meets. */
  isFirst?: boolean;
  /** A line under the title of a conversation. */
  subtitle?: string;
}

/** Renders a page in the visitor's language and direction. It carries a script only if it holds an island. The title in the tab is neutral, always. */
export function page(c: Asked, options: PageOptions): Response {
  return sent(c, htmlOf(c.var, options), options.status ?? 200);
}

/** What a page depends on besides itself. */
type Setting = Pick<House["Variables"], "locale" | "looks" | "isSparing" | "news" | "waits" | "alongside" | "resources">;

function htmlOf(setting: Setting, options: PageOptions): string {
  const { locale, resources, looks, isSparing } = setting;
  const { styles, script, chunkOf, reload } = resources.assets;
  const met = new Set<string>();
  const body = renderToString(
    <Sparing.Provider value={isSparing}>
      <Met.Provider value={met}>{shellAround(options, words(locale), setting)}</Met.Provider>
    </Sparing.Provider>,
  );
  const preloads = met.size > 0 && !isSparing ? [...new Set([...met].flatMap(chunkOf))] : [];
  const scripts = [...(met.size > 0 ? [script] : []), ...(reload ? [reload] : [])];
  const manifest = options.isStranger || options.isBare ? undefined : manifestFor(locale, looks.cover);
  const html = renderToString(
    <Document
      {...{ locale, styles, preloads, scripts, body, manifest }}
      title={coverName(locale, looks.cover)}
      direction={directionOf(locale)}
      {...looks}
      isSparing={isSparing}
      dictionary={options.isRoom ? resources.dictionaries?.in(locale).path : undefined}
    />,
  );
  return `<!doctype html>${html}`;
}

/** A page as whoever chose nothing sees it, and without what is only hers. */
export const plainHtml = (resources: Resources, locale: Locale, options: PageOptions): string =>
  htmlOf(
    {
      locale,
      resources: { ...resources, dictionaries: undefined },
      looks: { light: null, size: null, data: null, cover: null },
      isSparing: false,
      news: undefined,
      waits: undefined,
      alongside: null,
    },
    options,
  );

/** A piece of a page that one of our own scripts asks for. */
export function fragment(c: Asked, content: ComponentChildren): Response {
  return sent(c, renderToString(<Sparing.Provider value={c.var.isSparing}>{content}</Sparing.Provider>), 200);
}

function sent(c: Asked, html: string, status: NonNullable<PageOptions["status"]>): Response {
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    vary: "accept-encoding, available-dictionary, accept-language, cookie, save-data",
  });
  const { encoding, body } = packed(c, html);
  if (encoding) headers.set("content-encoding", encoding);
  for (const [name, value] of headers) c.header(name, value);
  return c.body(body, status);
}

function shellAround(
  { title, content, place, back, isStranger, isRoom, isBare, isNarrow, isFirst, subtitle }: PageOptions,
  w: ShellWords,
  { resources, locale, news, waits, looks, alongside }: Setting,
) {
  const { invented } = resources;
  const name = coverName(locale, looks.cover);
  if (isBare)
    return (
      <main class="page" id="page">
        {content}
      </main>
    );
  const bar = {
    words: { skip: w("shell.skip"), places: w("shell.places"), back: w("shell.back") },
    leave: { href: "/leave", label: w("shell.leave"), hint: w("shell.leave-hint") },
    help: { href: "/help", label: w("shell.help") },
    ...(invented ? { invented: { text: w("shell.invented"), choose: invented.canChoose ? inventedChoice(w) : undefined } } : {}),
  };
  return (
    <Shell
      {...bar}
      places={isStranger ? [] : placesFor(place, w, news, waits)}
      {...{ isNarrow, isFirst }}
      inRoom={isRoom}
      back={back}
      name={name}
      title={isRoom ? (looks.cover ? name : title) : undefined}
      subtitle={looks.cover ? undefined : subtitle}
    >
      {alongside}
      {content}
    </Shell>
  );
}

const inventedChoice = (w: ShellWords) => ({ href: "/demo", label: w("shell.invented.choose") });

const placesFor = (place: Place | undefined, w: ShellWords, news: number | undefined, waits: number | undefined): Leads[] => [
  { href: "/", icon: "home", label: w("place.home"), isCurrent: place === "home", count: news, countLabel: w("place.news") },
  { href: "/rooms", icon: "groups", label: w("place.groups"), isCurrent: place === "groups" },
  { href: "/search", icon: "search", label: w("place.search"), isCurrent: place === "search", isOnDesk: true },
  { href: "/me", icon: "me", label: w("place.me"), isCurrent: place === "me", count: waits, countLabel: w("place.waits") },
];

/** A "no" as a page in her language. What is forbidden is said in the words of what is absent. */
export function errorPage(c: Asked, refusal: Refusal | undefined): Response {
  const w = words(c.var.locale);
  const reason = refusal?.reason === "not-allowed" ? "not-found" : (refusal?.reason ?? "fault");
  const status = refusal ? statusFor(refusal) : 500;
  const said = status === 413 ? "too-large" : reason;
  const title = w(`error.${said}.title`);
  const content = (
    <Empty drawing="window" title={title} body={w(`error.${said}.body`)} isPage>
      <LinkButton href="/">{w("error.home")}</LinkButton>
    </Empty>
  );
  return page(c, { title, content, status, isStranger: true });
}
