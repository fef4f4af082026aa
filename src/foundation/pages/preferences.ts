import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isZone, localeFrom, locales, type Locale } from "#foundation/language";
import type { Asked, House } from "./house.ts";
import { isSparing, kept, looksOf } from "./looks.ts";

const LANGUAGE = "kith-language";
const ZONE = "kith-zone";

/** Reads her language, time zone and looks once for each request: what she chose, else what her browser says, else English and UTC. */
export const preferences: MiddlewareHandler<House> = async (c, next) => {
  const chosen = locales.find((locale) => locale === c.req.query("lang"));
  if (chosen) rememberLocale(c, chosen);
  c.set("locale", chosen ?? localeFrom(getCookie(c, LANGUAGE), c.req.header("accept-language")));
  const zone = getCookie(c, ZONE);
  c.set("zone", zone && isZone(zone) ? zone : "UTC");
  const looks = looksOf(c);
  c.set("looks", looks);
  c.set("isSparing", isSparing(looks, c.req.header("save-data")));
  await next();
};

export function rememberLocale(c: Asked, locale: Locale): void {
  setCookie(c, LANGUAGE, locale, kept);
}

/** A zone of the IANA list; the room's island writes the same cookie when the phone knows better. */
export function rememberZone(c: Asked, zone: string): void {
  if (isZone(zone)) setCookie(c, ZONE, zone, kept);
}
