import { z } from "zod";
import { line } from "#foundation/language";

export const NAME_LETTERS = 40;

/** A name as someone wrote it: letters and digits of any script with simple joins. Fault: `fault.alias`. */
export const Name = line(NAME_LETTERS).refine((name) => /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N} '’._-]|\u200C|\u200D)*$/u.test(name), {
  error: "fault.alias",
});
export type Name = z.infer<typeof Name>;
