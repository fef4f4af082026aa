import { Hono } from "hono";
import { etag } from "hono/etag";
import { forgetPhone } from "#foundation/identity";
import type { Locale } from "#foundation/language";
import { greet, page, whoAsks, type House } from "#foundation/pages";
import { countryOf, named, rememberCountry } from "./country.ts";
import { confirmedNumbers, type HelpNumber } from "./number.ts";
import { numberRoutes } from "./number-routes.tsx";
import { HelpPage, type Directory } from "./pages/help.tsx";
import { LeftPage } from "./pages/left.tsx";
import { words } from "./words/index.ts";

const tagged = etag(); // a phone that has the page asks only whether it changed

function directoryOf(numbers: HelpNumber[], locale: Locale): Directory {
  const countries = [...new Set(numbers.map(({ country }) => country))];
  return named(locale, countries).map((one) => ({ ...one, numbers: numbers.filter(({ country }) => country === one.code) }));
}

export const safetyRoutes = new Hono<House>()
  .get(
    "/help",
    (c, next) => (c.req.query("kept") === undefined ? next() : tagged(c, next)),
    async (c) => {
      const { w, locale } = greet(c, words);
      const isKept = c.req.query("kept") !== undefined;
      const directory = directoryOf(await confirmedNumbers(c.var.resources.db), locale);
      const country = countryOf(c);
      const [chosen] = country ? named(locale, [country]) : [];
      if (chosen && c.req.query("country") && directory.some(({ code }) => code === chosen.code)) rememberCountry(c, chosen.code);
      const isStranger = isKept || !(await whoAsks(c)); // kept on a phone, it says nothing of anyone
      const content = <HelpPage {...{ w, locale, directory, chosen, isKept }} />;
      return page(c, { title: w("help.title"), content, back: "/", isStranger, isNarrow: true });
    },
  )
  .get("/leave", (c) => {
    const { w } = greet(c, words);
    // A link of someone else's page may bring her here, but not destroy what she has not sent yet.
    const isByLink = c.req.header("sec-fetch-site") === "cross-site";
    if (isByLink) c.header("clear-site-data", '"cache"');
    else if (c.req.query("kept") === undefined) forgetPhone(c, ["cache"]);
    return page(c, { title: w("left.title"), content: <LeftPage w={w} />, isBare: true });
  })
  .route("/", numberRoutes);
