import { ErrorSummary } from "#design";
import type { Form } from "#foundation/pages";
import en from "../words/en.json";
import type { SpaceWords } from "../words/index.ts";

type Key = Parameters<SpaceWords>[0];
const isKey = (key: string): key is Key => key in en;

/** A fault's key in words; one that this room has no words for asks to look again. */
export const faultWords = (key: string, w: SpaceWords): string => w(isKey(key) ? key : "fault.summary");

/** What is wrong with one field, in words; undefined when nothing is. */
export const faultOf = (form: Form, field: string, w: SpaceWords): string | undefined => {
  const key = form.faults[field];
  return key === undefined ? undefined : faultWords(key, w);
};

/** All faults of a form at its top, each leading to its field; `at` names the fields whose ids are not their names. */
export function Faults({ w, form, at = {} }: { w: SpaceWords; form: Form; at?: Record<string, string> }) {
  const faults = Object.entries(form.faults).map(([field, key]) => ({ href: `#${at[field] ?? field}`, text: faultWords(key, w) }));
  return faults.length > 0 ? <ErrorSummary title={w("fault.summary")} faults={faults} /> : null;
}
