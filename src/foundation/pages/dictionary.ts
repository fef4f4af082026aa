import { createHash } from "node:crypto";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { Hono } from "hono";
import { locales, type Locale } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import type { Asked, House } from "./house.ts";

const WORTH_BYTES = 1_000;
const QUICK = { level: 3 }; // on a page of 50 KB: 0.11 ms and 6.5 KB; the default of 6 takes 0.26 ms for half a kilobyte less
const BRIEF = { [constants.ZSTD_c_compressionLevel]: 3 };
const YEAR_SECONDS = 365 * 86_400;
const LETTERS = 16; // of its hash, in its address
const HEAD = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0]); // RFC 9842, 5: then the dictionary's hash, then the frame

/** What the pages of one language have in common. A browser that has it is sent only what is different (RFC 9842). */
interface Dictionary {
  path: string;
  hash: Buffer;
  text: Buffer;
}

/** One dictionary for each language, made of pages in which nobody says anything, when the first of them is needed. */
export class Dictionaries {
  readonly #textOf: (locale: Locale) => string;
  readonly #made = new Map<Locale, Dictionary>();

  constructor(textOf: (locale: Locale) => string) {
    this.#textOf = textOf;
  }

  in(locale: Locale): Dictionary {
    const known = this.#made.get(locale);
    if (known) return known;
    const text = Buffer.from(this.#textOf(locale));
    const hash = createHash("sha256").update(text).digest();
    const one = { path: `/app/${locale}/common/${hash.toString("hex").slice(0, LETTERS)}`, hash, text };
    this.#made.set(locale, one);
    return one;
  }

  /** The one that a browser says it has, by its hash between colons. */
  with(said: string | undefined): Dictionary | undefined {
    const hash = /^:([A-Za-z0-9+/]{43}=):$/.exec(said ?? "")?.[1];
    return hash ? locales.map((locale) => this.in(locale)).find((one) => one.hash.toString("base64") === hash) : undefined;
  }
}

/** A page as it travels: only what is new to a browser that has our dictionary, else zipped, else as it is. */
export function packed(c: Asked, html: string): { encoding?: "gzip" | "dcz"; body: string | Uint8Array<ArrayBuffer> } {
  const accepted = c.req.header("accept-encoding") ?? "";
  if (html.length <= WORTH_BYTES) return { body: html };
  const dictionary = /\bdcz\b/.test(accepted) ? c.var.resources.dictionaries?.with(c.req.header("available-dictionary")) : undefined;
  if (dictionary) {
    const frame = zstdCompressSync(html, { params: BRIEF, dictionary: dictionary.text });
    return { encoding: "dcz", body: Buffer.concat([HEAD, dictionary.hash, frame]) };
  }
  return /\bgzip\b/.test(accepted) ? { encoding: "gzip", body: new Uint8Array(gzipSync(html, QUICK)) } : { body: html };
}

/** Where a browser fetches the dictionary when its line is idle, once for each language and version. */
export const dictionaryRoutes = new Hono<House>().get("/app/:locale/common/:hash", (c) => {
  const locale = locales.find((one) => one === c.req.param("locale"));
  const dictionary = locale && c.var.resources.dictionaries?.in(locale);
  if (dictionary?.path !== c.req.path) throw new Refusal("not-found", "There is nothing at this address.");
  c.header("content-type", "text/plain; charset=utf-8");
  c.header("cache-control", `public, max-age=${YEAR_SECONDS}, immutable`);
  c.header("use-as-dictionary", 'match="/*", match-dest=("document")');
  c.header("vary", "accept-encoding");
  if (!/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) return c.body(new Uint8Array(dictionary.text));
  c.header("content-encoding", "gzip");
  return c.body(new Uint8Array(gzipSync(dictionary.text, { level: 9 })));
});
