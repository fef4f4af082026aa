import { randomInt } from "node:crypto";
import type { Page } from "playwright-core";
import { helpNumbers } from "./help-places.ts";
import { send } from "./send.ts";
import type { Town } from "./town.ts";

/** Who looks: the first of the people cares for the group, the second is in it, the sixth is in no room. */
export type Who = "stranger" | "carer" | "member" | "alone" | "steward";

/** One page in one state, and how it is reached. */
export interface Place {
  name: string;
  /** As the app lists it. */
  route: string;
  who: Who;
  path: (town: Town) => string;
  /** What is done on the page first, without a word of any language. */
  first?: (page: Page, town: Town) => Promise<unknown>;
  /** The status of the page that is examined; 200 unless said otherwise. */
  status?: number;
}

const press = (page: Page, button: string) => Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);
const wrongly = (field: string, value: string) => async (page: Page) => {
  await page.locator(`[name=${field}]`).fill(value);
  await send(page, `form:has([name=${field}])`);
};

const doors: Place[] = [
  { name: "welcome", route: "/welcome", who: "stranger", path: () => "/welcome" },
  { name: "join", route: "/join", who: "stranger", path: () => "/join?as=waiting" },
  { name: "join again", route: "/join", who: "stranger", path: () => "/join", first: wrongly("alias", "< >"), status: 422 },
  { name: "phrase", route: "/keep", who: "stranger", path: () => "/join", first: (page) => joinAs(page, `Ίρις ${randomInt(1e6)}`) },
  { name: "phrase put down", route: "/keep", who: "member", path: () => "/keep" },
  { name: "enter", route: "/enter", who: "stranger", path: () => "/enter" },
  { name: "enter again", route: "/enter", who: "stranger", path: () => "/enter", first: wrongly("phrase", "a b c"), status: 422 },
  { name: "letter sent", route: "/enter/link", who: "stranger", path: () => "/enter/link" },
  { name: "by a letter", route: "/enter/link/:token", who: "stranger", path: () => `/enter/link/${"a".repeat(32)}` },
  { name: "notice to a stranger", route: "/notice", who: "stranger", path: () => "/notice" },
  { name: "notice", route: "/notice", who: "member", path: () => "/notice" },
  { name: "help", route: "/help", who: "stranger", path: () => "/help" },
  { name: "no network", route: "/offline", who: "stranger", path: () => "/offline" },
  { name: "left", route: "/leave", who: "stranger", path: () => "/leave" },
  { name: "nothing", route: "*", who: "stranger", path: () => "/nowhere", status: 404 },
  { name: "nothing for her", route: "*", who: "member", path: () => "/spaces/00000000-0000-4000-8000-000000000000", status: 404 },
];

const own: Place[] = [
  { name: "me", route: "/me", who: "steward", path: () => "/me" },
  { name: "me, unread notice", route: "/me", who: "member", path: () => "/me" },
  { name: "look", route: "/me/look", who: "alone", path: () => "/me/look?done" },
  { name: "sessions", route: "/me/sessions", who: "member", path: () => "/me/sessions" },
  { name: "keys", route: "/me/tokens", who: "member", path: () => "/me/tokens" },
  {
    name: "keys again",
    route: "/me/tokens",
    who: "steward",
    path: () => "/me/tokens",
    first: (page) => send(page, "form:has([name=label])"),
    status: 422,
  },
  {
    name: "key made",
    route: "/me/tokens/made",
    who: "steward",
    path: () => "/me/tokens",
    first: wrongly("label", "٧ · 七"),
  },
  { name: "ways in", route: "/me/ways-in", who: "steward", path: () => "/me/ways-in" },
  { name: "ways in, come in again first", route: "/me/ways-in", who: "member", path: () => "/me/ways-in", status: 401 },
  { name: "mailbox", route: "/me/mailbox/:token", who: "member", path: () => `/me/mailbox/${"a".repeat(43)}` },
  { name: "network", route: "/network", who: "steward", path: () => "/network" },
  { name: "network again", route: "/network", who: "steward", path: () => "/network", first: wrongly("name", " "), status: 422 },
  { name: "role offered", route: "/network/offered", who: "steward", path: () => "/network", first: wrongly("knownAs", "Άντα") },
  { name: "role to accept", route: "/roles/:secret", who: "steward", path: () => "/network", first: followOffer },
];

const rooms: Place[] = [
  { name: "home", route: "/", who: "carer", path: () => "/" },
  { name: "home with an offer", route: "/", who: "member", path: () => "/" },
  { name: "home without rooms", route: "/", who: "alone", path: () => "/" },
  { name: "search", route: "/search", who: "carer", path: () => "/search" },
  {
    name: "search, found in a room",
    route: "/search",
    who: "member",
    path: ({ group }) => `/search?q=on:${new Date().getFullYear()}-${`${new Date().getMonth() + 1}`.padStart(2, "0")}&in=${group}`,
  },
  { name: "search, nothing found", route: "/search", who: "alone", path: () => "/search?q=x" },
  { name: "search again", route: "/search", who: "member", path: () => `/search?q=${"x".repeat(201)}`, status: 422 },
  { name: "find", route: "/rooms", who: "member", path: () => "/rooms" },
  { name: "keys of a room", route: "/keys", who: "member", path: () => "/keys" },
  { name: "begin", route: "/rooms/new", who: "member", path: () => "/rooms/new" },
  { name: "begin again", route: "/rooms/new", who: "member", path: () => "/rooms/new", first: (page) => send(page), status: 422 },
  { name: "code", route: "/code", who: "member", path: () => "/code" },
  { name: "code again", route: "/code", who: "member", path: () => "/code", first: wrongly("code", "12345"), status: 422 },
  { name: "invited", route: "/invitations/:secret", who: "alone", path: ({ invitation }) => `/invitations/${invitation}` },
  {
    name: "invited again, the name is taken",
    route: "/invitations/:secret",
    who: "alone",
    path: ({ invitation }) => `/invitations/${invitation}`,
    first: wrongly("alias", "λίνα"),
    status: 422,
  },
  { name: "open door", route: "/rooms/:id/join", who: "alone", path: ({ group }) => `/rooms/${group}/join` },
  { name: "door to knock at", route: "/rooms/:id/join", who: "alone", path: ({ asked }) => `/rooms/${asked}/join` },
  { name: "knocked", route: "/rooms/:id/join", who: "alone", path: ({ asked }) => `/rooms/${asked}/join`, first: wrongly("alias", "Ίρις") },
  { name: "knocked before", route: "/rooms/:id/join", who: "alone", path: ({ asked }) => `/rooms/${asked}/join` },
  { name: "home, where she has asked", route: "/", who: "alone", path: () => "/" },
  { name: "find, where she has asked", route: "/rooms", who: "alone", path: () => "/rooms" },
  { name: "room", route: "/spaces/:id", who: "carer", path: ({ group }) => `/spaces/${group}` },
  { name: "room, one topic", route: "/spaces/:id", who: "member", path: ({ group, topic }) => `/spaces/${group}?topic=${topic}` },
  {
    name: "room again",
    route: "/spaces/:id",
    who: "member",
    path: ({ group }) => `/spaces/${group}`,
    first: (page) => send(page, ".composer"),
    status: 422,
  },
  { name: "room, acts over it", route: "/spaces/:id", who: "carer", path: ({ group }) => `/spaces/${group}`, first: openActs },
  { name: "room, keys over it", route: "/spaces/:id", who: "carer", path: ({ group }) => `/spaces/${group}`, first: openKeys },
  { name: "empty room", route: "/spaces/:id", who: "carer", path: ({ asked }) => `/spaces/${asked}` },
  { name: "closed room", route: "/spaces/:id", who: "carer", path: ({ closed }) => `/spaces/${closed}` },
  { name: "pair", route: "/spaces/:id", who: "carer", path: ({ pair }) => `/spaces/${pair}` },
  { name: "about", route: "/spaces/:id/about", who: "carer", path: ({ group }) => `/spaces/${group}/about` },
  { name: "about, someone waits", route: "/spaces/:id/about", who: "carer", path: ({ asked }) => `/spaces/${asked}/about` },
  { name: "about, a member", route: "/spaces/:id/about", who: "member", path: ({ group }) => `/spaces/${group}/about` },
  {
    name: "about again",
    route: "/spaces/:id/about",
    who: "member",
    path: ({ group }) => `/spaces/${group}/about`,
    first: wrongly("alias", "Λίνα"),
    status: 422,
  },
  {
    name: "link made",
    route: "/spaces/:id/about",
    who: "carer",
    path: ({ closed }) => `/spaces/${closed}/about`,
    first: (page) => press(page, "[value=link]"),
  },
  {
    name: "code made",
    route: "/spaces/:id/about",
    who: "carer",
    path: ({ closed }) => `/spaces/${closed}/about`,
    first: (page) => press(page, "[value=digits]"),
  },
  {
    name: "own message",
    route: "/spaces/:id/messages/:message",
    who: "carer",
    path: ({ group, mine }) => `/spaces/${group}/messages/${mine}`,
  },
  {
    name: "another’s message",
    route: "/spaces/:id/messages/:message",
    who: "carer",
    path: ({ group, theirs }) => `/spaces/${group}/messages/${theirs}`,
  },
];

const notices: Place[] = [
  { name: "what is new", route: "/news", who: "carer", path: () => "/news" },
  { name: "nothing is new", route: "/news", who: "alone", path: () => "/news" },
  { name: "how she is told", route: "/me/news", who: "member", path: () => "/me/news?done" },
  {
    name: "how she is told again",
    route: "/me/news",
    who: "member",
    path: () => "/me/news",
    first: async (page) => {
      await page
        .locator("[name=from] option")
        .first()
        .evaluate((hour: HTMLOptionElement) => (hour.value = "99"));
      await page.locator("[name=from]").selectOption("99");
      await send(page);
    },
    status: 422,
  },
  { name: "end of letters", route: "/letters/:token", who: "stranger", path: ({ ending }) => `/letters/${ending}` },
];

const reports: Place[] = [
  { name: "reports of hers", route: "/reports", who: "carer", path: () => "/reports" },
  { name: "no reports of hers", route: "/reports", who: "alone", path: () => "/reports" },
  { name: "report of hers", route: "/reports/:report", who: "carer", path: ({ report }) => `/reports/${report}?sent` },
  {
    name: "report just sent",
    route: "/reports/:report",
    who: "member",
    path: ({ group, mine }) => `/spaces/${group}/messages/${mine}`,
    first: (page) => send(page, "form[action$='/report']"),
  },
  {
    name: "report just sent again",
    route: "/reports/:report",
    who: "member",
    path: ({ group, mine }) => `/spaces/${group}/messages/${mine}`,
    first: async (page) => {
      await send(page, "form[action$='/report']");
      await send(page, "form:has([name=words])");
    },
    status: 422,
  },
  { name: "desk", route: "/desk", who: "steward", path: () => "/desk" },
  { name: "reports that wait", route: "/network/reports", who: "steward", path: () => "/network/reports" },
  { name: "no more reports", route: "/network/reports", who: "steward", path: ({ report }) => `/network/reports?after=${report}` },
  { name: "report that waits", route: "/network/reports/:report", who: "steward", path: ({ report }) => `/network/reports/${report}` },
  {
    name: "report answered again",
    route: "/network/reports/:report",
    who: "steward",
    path: ({ report }) => `/network/reports/${report}`,
    first: (page) => send(page, "form:has([name=answer])"),
    status: 422,
  },
  { name: "desk, nothing waits", route: "/desk", who: "steward", path: () => "/desk", first: answerAll },
];

export const places: readonly Place[] = [...doors, ...own, ...rooms, ...notices, ...reports, ...helpNumbers];

/** Before there is a network. */
export const firstPlaces: readonly Place[] = [
  { name: "first steps", route: "/first-steps", who: "stranger", path: () => "/first-steps" },
  {
    name: "first steps again",
    route: "/first-steps",
    who: "stranger",
    path: () => "/first-steps",
    first: wrongly("name", " "),
    status: 422,
  },
];

/** What the app answers besides pages. */
export const notPages: ReadonlySet<string> = new Set([
  "/health",
  "/ready",
  "/live",
  "/identity/*",
  "/rooms/beside/:id",
  "/api/openapi.json",
  "/app/:locale/:file",
  "/app/:locale/common/:hash",
  "/sw.js",
  "/spaces/:id/lines",
  "/api/search",
  "/api/spaces",
  "/api/spaces/:id/messages",
  "/files/:id",
  "/files/:id/small",
  "/network/reports/:report/files/:file",
]);

export async function joinAs(page: Page, alias: string): Promise<void> {
  await page.locator("[name=alias]").fill(alias);
  await send(page);
}

async function answerAll(page: Page): Promise<void> {
  while ((await page.locator(".weave a.button").count()) > 0) {
    await press(page, ".weave a.button");
    await page.locator("[name=outcome]").first().check();
    await page.locator("[name=answer]").fill("Ευχαριστώ.");
    await send(page, "form:has([name=answer])");
  }
}

async function followOffer(page: Page): Promise<void> {
  await page.locator("[name=knownAs]").fill("Άντα");
  await send(page, "form:has([name=knownAs])");
  await page.goto(await page.locator("main bdi").innerText());
}

async function openActs(page: Page): Promise<void> {
  await page.locator(".say.mine a.more").first().click();
  await page.locator("dialog.acts").waitFor();
}

async function openKeys(page: Page): Promise<void> {
  await page.locator(".adds.live").waitFor(); // the page hears keys from then on
  await page.locator("kith-island textarea").blur();
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
}
