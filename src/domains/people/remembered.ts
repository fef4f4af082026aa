import { asPerson } from "#foundation/database";
import { rememberLocale, rememberLooks, rememberZone, type Asked } from "#foundation/pages";
import { myPreferences } from "./person.ts";

/** Brings what she chose on other devices to this one. */
export async function rememberHers(c: Asked, personId: string): Promise<void> {
  const hers = await asPerson(c.var.resources.db, personId, myPreferences);
  if (!hers) return;
  rememberLocale(c, hers.locale);
  rememberZone(c, hers.zone);
  rememberLooks(c, hers);
}
