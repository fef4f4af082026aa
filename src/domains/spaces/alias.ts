import { z } from "zod";
import { line } from "#foundation/language";

export const ALIAS_LETTERS = 40;

/** A name for one space: as she wrote it, and folded, so that no one can look like another by case or width. */
export interface Alias {
  shown: string;
  folded: string;
}

/** Compatibility forms, case and blanks do not make another name. */
export const folded = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.-]+/gu, "");

/** Letters and digits of any script with simple joins; 1 to 40 characters. Fault: `fault.alias`. */
export const Alias = line(ALIAS_LETTERS)
  .refine((name) => /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N} '’._-]|\u200C|\u200D)*$/u.test(name), { error: "fault.alias" })
  .transform((shown): Alias => ({ shown, folded: folded(shown) }));
export type AliasTyped = z.input<typeof Alias>;
