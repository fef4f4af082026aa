import { sql } from "kysely";
import type { Transaction } from "#foundation/database";

const BEFORE_LETTERS = 40;
const SHOWN_LETTERS = 240;
const WORD = /[\p{L}\p{M}\p{N}'’‘ʻʼʹ`´\u200C\u200D]+/gu;
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u; // scripts without blanks, where a word begins anywhere
const ARTICLE = /^(?:[وفبك]?ال|لل)/u;

/** A stretch of a message, and whether it is what was asked for. */
export interface Piece {
  text: string;
  isMark: boolean;
}

/** Each text around the first place that was asked for, with those places marked. Folded where the search folds: in the database. */
export async function marked(tx: Transaction, asked: string, texts: readonly string[]): Promise<Piece[][]> {
  const words = [...new Set(texts.flatMap((text) => text.match(WORD) ?? []))];
  const { rows } = await sql<{ terms: string; folded: string[] }>`
    select search_words(${asked}) as terms, array(select search_folded(w) from unnest(${words}::text[]) with ordinality x(w, nth) order by nth) as folded`.execute(
    tx,
  );
  const { terms = "", folded = [] } = rows[0] ?? {};
  const foldedOf = new Map(words.map((word, nth) => [word, folded[nth] ?? ""]));
  const wanted = terms.split(" ").filter(Boolean);
  return texts.map((text) => excerptOf(piecesOf(text, (word) => spanIn(word, foldedOf.get(word) ?? "", wanted))));
}

type Span = readonly [from: number, until: number];

function piecesOf(text: string, spanOf: (word: string) => Span | undefined): Piece[] {
  const pieces: Piece[] = [];
  let told = 0;
  for (const match of text.matchAll(WORD)) {
    const span = spanOf(match[0]);
    if (!span) continue;
    const [from, until] = [match.index + span[0], match.index + span[1]];
    if (from > told) pieces.push({ text: text.slice(told, from), isMark: false });
    pieces.push({ text: text.slice(from, until), isMark: true });
    told = until;
  }
  if (told < text.length) pieces.push({ text: text.slice(told), isMark: false });
  return pieces;
}

/** Where a word is what was asked for: as a whole, but for scripts without blanks, where that is to be told exactly. */
function spanIn(word: string, folded: string, wanted: readonly string[]): Span | undefined {
  for (const term of wanted) {
    if (UNPARTED.test(term)) {
      const at = folded.indexOf(term);
      if (at >= 0) return folded.length === word.length ? [at, at + term.length] : [0, word.length];
    } else if (isBegun(folded, term.replaceAll("'", ""))) return [0, word.length];
  }
  return undefined;
}

function isBegun(folded: string, term: string): boolean {
  const whole = folded.replaceAll("'", "");
  const ways = [whole, ...folded.split("'"), whole.replace(ARTICLE, ""), ...(UNPARTED.test(whole) ? whole.split(UNPARTED) : [])];
  return ways.some((way) => (term.length === 1 ? way === term : way.startsWith(term)));
}

/** The pieces from a little before the first mark on, cut where a word ends. */
function excerptOf(pieces: Piece[]): Piece[] {
  const first = Math.max(
    pieces.findIndex(({ isMark }) => isMark),
    0,
  );
  const lead = pieces
    .slice(0, first)
    .map(({ text }) => text)
    .join("");
  const shown: Piece[] = [];
  if (lead)
    shown.push({
      text: lead.length > BEFORE_LETTERS ? `… ${lead.slice(-BEFORE_LETTERS).replace(/^\S*\s|^[\uDC00-\uDFFF]/u, "")}` : lead,
      isMark: false,
    });
  let left = SHOWN_LETTERS;
  for (const { text, isMark } of pieces.slice(first)) {
    if (text.length > left) {
      shown.push({ text: `${text.slice(0, left).replace(/\s\S*$|[\uD800-\uDBFF]$/u, "")} …`, isMark });
      break;
    }
    shown.push({ text, isMark });
    left -= text.length;
  }
  return shown;
}
