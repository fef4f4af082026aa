import { z } from "zod";
import { line } from "#foundation/language";

export const ALIAS_LETTERS = 40;

/** A name for one space: as she wrote it, and folded, so that no one can look like another by case, width or hidden signs. */
export interface Alias {
  shown: string;
  folded: string;
}

/** Compatibility forms, case, blanks, joins and hidden signs do not make another name. */
export const folded = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.'’-]|\p{Default_Ignorable_Code_Point}/gu, "");

const SHAPE = /^(?=[\p{L}\p{N}])(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N} '’._-]|\u200C|\u200D)+$/u;

/** A word of Latin letters with some of another alphabet that look the same is written to look like someone else's name. */
const isMixed = (name: string): boolean =>
  name.split(/[ '’._-]/).some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));

/** Letters and digits of any script with simple joins; 1 to 40 characters. Fault: `fault.alias`. */
export const Alias = line(ALIAS_LETTERS)
  .refine((name) => SHAPE.test(name) && !isMixed(name), { error: "fault.alias" })
  .transform((shown): Alias => ({ shown, folded: folded(shown) }));
export type AliasTyped = z.input<typeof Alias>;
