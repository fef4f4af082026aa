import type { Locale } from "#foundation/language";
import type { Cast, PlaceName } from "./talk.ts";

/** What someone of the town is, in the words of `words/`. */
export type Role =
  | Exclude<Cast, "seventh" | "tenth">
  | "husband"
  | "friend"
  | "researcher"
  | "mother-in-law"
  | "steward"
  | "surgeon"
  | "quality"
  | "organiser";

const SEVENTH = { en: "husband", zh: "friend", ru: "researcher", ar: "mother-in-law" } as const;
const TENTH = { en: "steward", zh: "surgeon", ru: "quality", ar: "organiser" } as const;

export const roleOf = (who: Cast, locale: Locale): Role => (who === "seventh" ? SEVENTH[locale] : who === "tenth" ? TENTH[locale] : who);

/** Who is in which room. Whoever stands first begins it and cares for it. */
export function membersOf(place: PlaceName, locale: Locale): readonly Cast[] {
  const family: readonly Cast[] = locale === "ru" ? [] : ["seventh"];
  const rooms: Record<PlaceName, readonly Cast[]> = {
    circle: ["new", "sister", ...family],
    "first-year": ["social", "new", "chemo", "after", "mentor", "nurse"],
    treatment: ["social", "chemo", "after", "mentor", "living", "nurse", ...(locale === "zh" ? (["tenth"] as const) : [])],
    table: [
      "social",
      "new",
      "chemo",
      "after",
      "mentor",
      "living",
      "sister",
      "nurse",
      "tenth",
      ...(locale === "ru" ? (["seventh"] as const) : []),
    ],
    pair: ["mentor", "new"],
  };
  return rooms[place];
}

/** By the town's clock: minutes from UTC, as where such people live. */
export const OFFSET_MINUTES: Record<Locale, number> = { en: 0, zh: 480, ru: 300, ar: 120 };
