import { createHmac, randomInt } from "node:crypto";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as chinese } from "@scure/bip39/wordlists/simplified-chinese.js";
import type { Locale } from "#foundation/language";

const WORDS = 7; // of 2,048: 77 bits
const GROUPS = 6; // of four digits: 79 bits, for alphabets whose words nobody types alike
const LONGEST = 300; // characters typed
const CHINESE = new Set(chinese);
/** English words of this list differ in their first four letters, so these are enough. */
const STEM = 4;
const STEMS = new Map(english.map((word) => [word.slice(0, STEM), word]));

/** A new recovery phrase of at least 77 bits, as it is shown to her: words in English and Chinese, digits elsewhere. */
export function makePhrase(locale: Locale): string {
  const some = (count: number, one: () => string) => Array.from({ length: count }, one);
  if (locale === "en") return some(WORDS, () => english[randomInt(english.length)]!).join(" ");
  if (locale === "zh") return some(WORDS, () => chinese[randomInt(chinese.length)]!).join("");
  return some(GROUPS, () => `${randomInt(10_000)}`.padStart(4, "0")).join(" ");
}

/**
 * One spelling for all ways of typing a phrase: capitals, spaces, hyphens, full-width and Arabic digits, and English words cut after
 * four letters. Undefined when it cannot be a phrase of ours.
 */
export function readPhrase(typed: string): string | undefined {
  const text = typed.slice(0, LONGEST).normalize("NFKC").toLowerCase();
  const digits = text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => `${digit.charCodeAt(0) & 15}`).replace(/\D/g, "");
  if (digits.length === GROUPS * 4) return digits;
  const signs = Array.from(text).filter((sign) => CHINESE.has(sign));
  if (signs.length === WORDS) return signs.join("");
  const words = text.split(/[^a-z]+/).filter(Boolean);
  const known = words.flatMap((word) => STEMS.get(word.slice(0, STEM)) ?? []);
  return words.length === WORDS && known.length === WORDS ? known.join(" ") : undefined;
}

/** What better-auth knows a phrase by: a name under which it is found, which tells nothing without the house's secret, and the password. */
export function credentialsOf(phrase: string, secret: string): { username: string; password: string } {
  return { username: createHmac("sha256", secret).update(`phrase ${phrase}`).digest("hex").slice(0, 40), password: phrase };
}
