import { z } from "zod";

const TURNED = /[\u202A\u202B\u202D\u202E]/; // marks that turn whole lines around; isolates and single marks are honest and stay
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
const FLOOD = /(?:[\u200B-\u200F\u2060-\u2064\uFEFF\u00AD\u034F\u115F\u1160\u3164\uFFA0]|[\u0300-\u036F\u0483-\u0489\u20D0-\u20FF]){9}/u;
const HIDDEN = /[\u200B\u200E\u200F\u2060-\u206F\uFEFF\u00AD\u034F\u115F\u1160\u3164\uFFA0]/g;

/** The key of what is wrong with a text, or undefined. */
function faultIn(text: string): string | undefined {
  if (!text.isWellFormed() || CONTROLS.test(text)) return "fault.unreadable";
  if (TURNED.test(text)) return "fault.turned";
  if (FLOOD.test(text)) return "fault.flooded";
  return undefined;
}

function checked(text: string, least: number, most: number, context: z.RefinementCtx): string {
  const fault = faultIn(text) ?? (hasSubstance(text) || least === 0 ? undefined : "fault.empty");
  const length = text.length;
  const message = fault ?? (length < least ? "fault.empty" : length > most ? "fault.long" : undefined);
  if (message) context.addIssue({ code: "custom", message });
  return text;
}

const hasSubstance = (text: string) => text.replace(HIDDEN, "").trim() !== "";

const typed = z.string({ error: "fault.empty" });

/** One line a person typed, trimmed and composed: no line breaks, nothing hidden. Faults are keys `fault.…` of every room's words. */
export const line = (most: number, least = 1) =>
  typed.transform((text, context) => checked(text.normalize("NFC").replace(/\s+/gu, " ").trim(), least, most, context));

/** Several lines a person typed; line breaks are kept, trailing blanks are not. */
export const paragraph = (most: number, least = 1) =>
  typed.transform((text, context) => checked(text.normalize("NFC").replace(/\r\n?/g, "\n").trim(), least, most, context));
