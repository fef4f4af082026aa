import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Running } from "#test/server";
import { tokenFor } from "../../src/listeners/notifications/unsubscribe.ts";
import { form, json } from "./asking.ts";
import { populate, type Invented } from "./browser.ts";
import { firstSteps, type Kept } from "./network.ts";

/** A furnished Kith in which every page can be reached: what the addresses of its pages are made from. */
export interface Town {
  kith: Running;
  people: Invented["people"];
  steward: Kept;
  /** A group with topics, a pin and an introduction; the first of the people cares for it. */
  group: string;
  /** A group that lets in whoever asks and is answered. */
  asked: string;
  /** A group that is closed. */
  closed: string;
  pair: string;
  topic: string;
  /** A message of the first of the people, and one of the second. */
  mine: string;
  theirs: string;
  invitation: string;
  /** What the first of the people reported of the second. */
  report: string;
  /** What stands in a letter to the first of the people, and ends such letters. */
  ending: string;
  /** A number of help that nobody has confirmed; two others are, in two countries. */
  number: string;
}

/** Everyone and everything here is named in Greek, so that words left in English stand out in every language. Names the network, invents eight people, and gives them rooms: the sixth is in none of them, the eighth was offered a pair. */
export async function furnishTown(browser: Browser, kith: Running, home: string): Promise<Town> {
  const steward = await firstSteps(browser, kith, { name: "Στο ποτάμι", knownAs: "Ρόζα" });
  const { people } = await populate({ KITH_HOME: home }, { people: 8, spaces: 0, members: 1, messages: 0 });
  const { origin } = kith;
  const [carer, other, third] = people.map(({ token }) => token) as [string, string, string];
  const begin = (title: string, entry: string) =>
    spaceFrom(form(origin, carer, "/rooms/new", { title, alias: "Λίνα", kind: "group", entry }));
  const [group, asked, closed] = [
    await begin("Πρώτος χρόνος", "open"),
    await begin("Δάσος", "request"),
    await begin("Παλιό σπίτι", "open"),
  ];
  for (const [token, alias] of [
    [other, "Μαρία"],
    [third, "Ελένη"],
  ] as const)
    await form(origin, token, `/rooms/${group}/join`, { alias });
  await form(origin, third, `/rooms/${asked}/join`, { alias: "Ελένη", words: "Μπορώ να έρθω;" });
  await form(origin, carer, `/spaces/${group}/furnish`, { title: "Πρώτος χρόνος", startHere: "Αρκεί να διαβάζεις.", entry: "open" });
  const topic = await spaceFrom(form(origin, carer, `/spaces/${group}/topics`, { title: "Ύπνος" }), /topic=([\w-]+)/);
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const say = (token: string, id: string, text: string, more: object = {}) =>
    json(origin, token, `/api/spaces/${group}/messages`, { id, text, ...more });
  await say(carer, mine, "Είναι εντάξει που ακόμα τραβάει;");
  await say(other, theirs, "Και σε μένα έτσι ήταν.\nΣε τέσσερις εβδομάδες έγινε πιο εύκολο.", { replyTo: mine });
  await say(third, randomUUID(), "Καλό να το ξέρω.", { topic });
  await json(origin, third, `/spaces/${group}/messages/${theirs}/reactions`, { feel: "hug.on" });
  await json(origin, carer, `/spaces/${group}/messages/${theirs}/pin`, { pin: "on" });
  await form(origin, carer, `/spaces/${closed}/archive`, { archive: "on" });
  const pair = await spaceFrom(form(origin, carer, `/spaces/${group}/messages/${theirs}/pair`, {}));
  const reported = form(origin, carer, `/spaces/${group}/messages/${theirs}/report`, { reason: "else", words: "Δεν είμαι σίγουρη." });
  const report = await spaceFrom(reported, /\/reports\/([\w-]+)/);
  const invited = await (await form(origin, carer, `/spaces/${group}/invitations`, { how: "link" })).text();
  const invitation = /\/invitations\/([\w-]{22})"/.exec(invited)?.[1];
  if (!invitation) throw new Error("The page shows no invitation.");
  const ending = tokenFor((await readFile(join(home, "secret"), "utf8")).trim(), people[0]?.id ?? "");
  const number = await numbersOf(browser, kith, steward);
  return { kith, people, steward, group, asked, closed, pair, topic, mine, theirs, invitation, report, ending, number };
}

/** Numbers that are kept for fiction. */
async function numbersOf(browser: Browser, { origin }: Running, storageState: Kept): Promise<string> {
  const context = await browser.newContext({ storageState });
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await context.request.post(origin + path, { form: fields, headers: { origin }, maxRedirects: 0 });
    return answer.headers()["location"] ?? "";
  };
  const line = { kind: "crisis", name: "Τηλεφωνική γραμμή", hours: "24/7", languages: "Ελληνικά", note: "", source: "Ρόζα" };
  for (const [country, phone] of [
    ["GB", "+44 20 7946 0001"],
    ["US", "+1 202 555 0101"],
  ] as const)
    await post(`${await post("/network/numbers", { ...line, country, phone })}/confirm`, { phone });
  const path = await post("/network/numbers", { ...line, country: "GB", phone: "+44 20 7946 0002", note: "Δωρεάν" });
  await context.close();
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The id to which a form led on. */
async function spaceFrom(answer: Promise<Response>, pattern = /\/spaces\/([\w-]+)/): Promise<string> {
  const { headers, status } = await answer;
  const id = pattern.exec(headers.get("location") ?? "")?.[1];
  if (!id) throw new Error(`It led nowhere: ${status}`);
  return id;
}
