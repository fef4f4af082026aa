import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Asked } from "./house.ts";

/** What she may choose about every page beside its language and time: light over the system's, larger text, how much data pages use, and a word that covers what this is. */
export const lookChoices = {
  light: ["day", "night"],
  size: ["larger", "largest"],
  data: ["little", "all"],
  cover: ["notes", "calendar", "recipes"],
} as const;
export type LookName = keyof typeof lookChoices;

/** What she chose; null follows the device, or is as we made it. */
export type Looks = { [Name in LookName]: (typeof lookChoices)[Name][number] | null };

export const lookNames = ["light", "size", "data", "cover"] as const satisfies readonly LookName[];

const YEAR_SECONDS = 365 * 24 * 3600;
export const kept = { path: "/", maxAge: YEAR_SECONDS, sameSite: "Lax" } as const;
const cookieOf = (name: LookName) => `kith-${name}`;

/** As this device remembers it; so it holds before she has signed in, and after. */
export function looksOf(c: Asked): Looks {
  const chosen = <T extends string>(name: LookName, values: readonly T[]): T | null => {
    const said = getCookie(c, cookieOf(name));
    return values.find((value) => value === said) ?? null;
  };
  return {
    light: chosen("light", lookChoices.light),
    size: chosen("size", lookChoices.size),
    data: chosen("data", lookChoices.data),
    cover: chosen("cover", lookChoices.cover),
  };
}

export function rememberLooks(c: Asked, looks: Looks): void {
  for (const name of lookNames) {
    const value = looks[name];
    if (value) setCookie(c, cookieOf(name), value, kept);
    else deleteCookie(c, cookieOf(name), { path: "/" });
  }
}

/** Whether this page should use little data: what she chose, else what her browser asks for. */
export const isSparing = (looks: Looks, saveData: string | undefined): boolean =>
  looks.data === null ? saveData?.trim().toLowerCase() === "on" : looks.data === "little";
