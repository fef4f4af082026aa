import { ErrorSummary } from "#design";
import type { Form } from "#foundation/pages";
import type { SafetyWords } from "../words/index.ts";

/** What can be wrong with a number, and with a text that a person typed. */
const FAULTS = [
  "fault.choice",
  "fault.phone",
  "fault.taken",
  "fault.full",
  "fault.changed",
  "fault.empty",
  "fault.long",
  "fault.unreadable",
  "fault.turned",
  "fault.flooded",
] as const;

const said = (key: string, w: SafetyWords): string => w(FAULTS.find((known) => known === key) ?? "fault.summary");

/** What is wrong with one field, in words; undefined when nothing is. */
export function faultOf(form: Form, field: string, w: SafetyWords): string | undefined {
  const key = form.faults[field];
  return key === undefined ? undefined : said(key, w);
}

/** All faults of a form at its top, each leading to its field. */
export function Faults({ w, form }: { w: SafetyWords; form: Form }) {
  const faults = Object.entries(form.faults).map(([field, key]) => ({ href: `#${field}`, text: said(key, w) }));
  return faults.length > 0 ? <ErrorSummary title={w("fault.summary")} faults={faults} /> : null;
}
