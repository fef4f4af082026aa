import { Hono } from "hono";
import { directionOf, locales, type Locale } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import type { House } from "./house.ts";
import { lookChoices, type Looks } from "./looks.ts";
import { words } from "./words/index.ts";

const DAY_SECONDS = 86_400;
const PIXELS = [192, 512] as const;
const PAPER = "#f5f4ef"; // --paper by day in tokens.css; what the phone shows before the first page is there
const OURS = "kith";
const TYPE = ".webmanifest";
type Cover = Looks["cover"];

/** Our name, or the word that she put in its place. */
export const coverName = (locale: Locale, cover: Cover): string => (cover ? words(locale)(`cover.${cover}`) : "Kith");

/** Where the manifest is that fits her choice. Its address says everything it depends on, so it needs no cookie and tells nothing about her. */
export const manifestFor = (locale: Locale, cover: Cover): string => `/app/${locale}/${cover ?? OURS}${TYPE}`;

/** What a phone reads to put Kith among its programs: under the name and the icon that she chose, and neutral either way. */
export const installRoutes = new Hono<House>().get("/app/:locale/:file", (c) => {
  const locale = locales.find((one) => one === c.req.param("locale"));
  const named = [OURS, ...lookChoices.cover].find((one) => `${one}${TYPE}` === c.req.param("file"));
  if (!locale || !named) throw new Refusal("not-found", "There is nothing at this address.");
  const cover = lookChoices.cover.find((one) => one === named) ?? null;
  const name = coverName(locale, cover);
  const { appIcon } = c.var.resources.assets;
  const icons = PIXELS.flatMap((pixels) =>
    (["any", "maskable"] as const).map((purpose) => ({
      src: appIcon?.(named, pixels) ?? "",
      sizes: `${pixels}x${pixels}`,
      type: "image/png",
      purpose,
    })),
  );
  c.header("content-type", "application/manifest+json");
  c.header("cache-control", `public, max-age=${DAY_SECONDS}`);
  return c.body(
    JSON.stringify({
      id: "/",
      name,
      short_name: name,
      start_url: "/",
      scope: "/",
      display: "standalone",
      lang: locale,
      dir: directionOf(locale),
      background_color: PAPER,
      theme_color: PAPER,
      icons: appIcon ? icons : [],
    }),
  );
});
