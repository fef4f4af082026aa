import { ErrorSummary } from "#design";
import type { Form } from "#foundation/pages";
import en from "../words/en.json";
import type { PeopleWords } from "../words/index.ts";

type Key = Parameters<PeopleWords>[0];
const isKey = (key: string): key is Key => key in en;
const said = (key: string, w: PeopleWords): string => w(isKey(key) ? key : "fault.summary");

/** What is wrong with one field, in words; undefined when nothing is. */
export function faultOf(form: Form, field: string, w: PeopleWords): string | undefined {
  const key = form.faults[field];
  return key === undefined ? undefined : said(key, w);
}

/** All faults of a form at its top, each leading to its field. */
export function Faults({ w, form }: { w: PeopleWords; form: Form }) {
  const faults = Object.entries(form.faults).map(([field, key]) => ({ href: `#${field}`, text: said(key, w) }));
  return faults.length > 0 ? <ErrorSummary title={w("fault.summary")} faults={faults} /> : null;
}
