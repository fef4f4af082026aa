import type { MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isZone, localeFrom, locales, type Locale } from "#foundation/language";
import type { Asked, House, Light } from "./house.ts";

const YEAR_SECONDS = 365 * 24 * 3600;
const LANGUAGE = "kith-language";
const ZONE = "kith-zone";
const LIGHT = "kith-light";

/** Reads her language, time zone and light once for each request: what she chose, else what her browser says, else English and UTC. */
export const preferences: MiddlewareHandler<House> = async (c, next) => {
  const chosen = locales.find((locale) => locale === c.req.query("lang"));
  if (chosen) rememberLocale(c, chosen);
  c.set("locale", chosen ?? localeFrom(getCookie(c, LANGUAGE), c.req.header("accept-language")));
  const zone = getCookie(c, ZONE);
  c.set("zone", zone && isZone(zone) ? zone : "UTC");
  const light = getCookie(c, LIGHT);
  c.set("light", light === "day" || light === "night" ? light : undefined);
  await next();
};

const kept = { path: "/", maxAge: YEAR_SECONDS, sameSite: "Lax" } as const;

export function rememberLocale(c: Asked, locale: Locale): void {
  setCookie(c, LANGUAGE, locale, kept);
}

/** A zone of the IANA list; the room's island writes the same cookie when the phone knows better. */
export function rememberZone(c: Asked, zone: string): void {
  if (isZone(zone)) setCookie(c, ZONE, zone, kept);
}

/** Undefined follows the system. */
export function rememberLight(c: Asked, light: Light | undefined): void {
  if (light) setCookie(c, LIGHT, light, kept);
  else deleteCookie(c, LIGHT, { path: "/" });
}
