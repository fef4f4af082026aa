import { z } from "zod";

const TURNED = /[\u202A\u202B\u202D\u202E]/; // marks that turn whole lines around; isolates and single marks are honest and stay
const CONTROLS = /(?![\t\n\r])\p{Cc}/u;
const FLOOD = /(?:\p{Default_Ignorable_Code_Point}|\p{M}){9}/u; // the longest honest run is the flag of Scotland with six hidden signs
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
const FILLERS = /[\u00AD\u061C\u115F\u1160\u200B-\u200F\u2060-\u206F\u3164\uFEFF\uFFA0]|\u034F|\u180E/g;
const MOST_FILLERS = { least: 8, share: 1 / 3 }; // Persian has one in eight letters, a family of emoji three in eleven

/** The key of what is wrong with a text, or undefined. */
function faultIn(text: string): string | undefined {
  if (!text.isWellFormed() || CONTROLS.test(text)) return "fault.unreadable";
  if (TURNED.test(text)) return "fault.turned";
  const fillers = text.match(FILLERS)?.length ?? 0;
  const isFilled = fillers > MOST_FILLERS.least && fillers > text.length * MOST_FILLERS.share;
  return isFilled || FLOOD.test(text) ? "fault.flooded" : undefined;
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
