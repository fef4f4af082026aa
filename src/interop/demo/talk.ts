import { z } from "zod";
import { Reaction } from "#domains/spaces";
import type { Locale } from "#foundation/language";

/** Whom a town needs. `seventh` and `tenth` differ by language: see `roles.ts`. */
export const cast = ["new", "chemo", "after", "mentor", "living", "sister", "seventh", "social", "nurse", "tenth"] as const;
export type Cast = (typeof cast)[number];
export const places = ["circle", "first-year", "treatment", "table", "pair"] as const;
export type PlaceName = (typeof places)[number];

const Who = z.enum(cast);
const Line = z.object({
  who: Who,
  /** Minutes since the line before. */
  after: z.number().int().min(0),
  text: z.string().min(1),
  /** The line of this thread that it quotes. */
  answers: z.number().int().min(0).optional(),
  feel: z.partialRecord(Reaction, z.array(Who)).optional(),
});
const Thread = z.object({
  room: z.enum(places),
  topic: z.string().optional(),
  /** How many days ago it began, and at what time of her day. */
  day: z.number().int().min(0).max(364),
  at: z.string().regex(/^\d\d:\d\d$/),
  lines: z.array(Line).min(1),
});
const Talk = z.object({
  people: z.record(
    Who,
    z.object({ alias: z.object({ circle: z.string().optional(), groups: z.string().optional() }), work: z.string().default("") }),
  ),
  rooms: z.record(z.enum(places), z.object({ title: z.string(), start: z.string().default("") })),
  topics: z.partialRecord(z.enum(places), z.array(z.string())).default({}),
  threads: z.array(Thread),
});
export type Line = z.infer<typeof Line>;
export type Thread = z.infer<typeof Thread>;
export type Talk = z.infer<typeof Talk>;

const files: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import("./talk/en.json"),
  zh: () => import("./talk/zh.json"),
  ru: () => import("./talk/ru.json"),
  ar: () => import("./talk/ar.json"),
};

/** A year of one language's talk. Throws a ZodError where its file is not as it should be. */
export const talkIn = async (locale: Locale): Promise<Talk> => Talk.parse((await files[locale]()).default);
