import type { Place } from "./places.ts";
import { send } from "./send.ts";

/** The help page and what stewards keep of it, in each state. */
export const helpNumbers: Place[] = [
  { name: "help in her country", route: "/help", who: "member", path: () => "/help?country=GB" },
  { name: "help in no country yet", route: "/help", who: "alone", path: () => "/help" },
  { name: "help as a phone keeps it", route: "/help", who: "alone", path: () => "/help?kept&country=US" },
  { name: "numbers of help", route: "/network/numbers", who: "steward", path: () => "/network/numbers" },
  { name: "new number of help", route: "/network/numbers/new", who: "steward", path: () => "/network/numbers/new" },
  {
    name: "new number of help again",
    route: "/network/numbers",
    who: "steward",
    path: () => "/network/numbers/new",
    first: (page) => send(page),
    status: 422,
  },
  { name: "number of help", route: "/network/numbers/:number", who: "steward", path: ({ number }) => `/network/numbers/${number}` },
  {
    name: "number of help confirmed",
    route: "/network/numbers/:number",
    who: "steward",
    path: ({ number }) => `/network/numbers/${number}`,
    first: (page) => send(page, "form[action$='/confirm']"),
  },
];
