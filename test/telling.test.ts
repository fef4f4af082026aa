import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { deliver } from "../src/listeners/notifications/deliver.ts";
import { tokenFor } from "../src/listeners/notifications/unsubscribe.ts";
import { endToken, tokensOf } from "#foundation/identity";
import { openPost } from "#foundation/mail";
import { openPush } from "#interop/push";
import { Untaken } from "#listeners/notifications";
import { SECRET } from "#test/cluster";
import { choosing, test, type Telling, type Told } from "#test/told";

const timeout = 40_000;
const SOON = { timeout: 15_000, interval: 100 };
const TITLE = "Biopsy and mastectomy";
const WORDS = "My tumour was found on Tuesday";
/** What must stand in nothing that leaves the house: the room, the words, the people, and what this is about. */
const TELLING = /Biopsy|mastectomy|tumou?r|Tuesday|Linden|Hazel|breast|cancer|health|hospital|patient|diagnos/i;

/** A room of two, and something said in it by the other. */
async function roomFor(who: Told, other: Told) {
  const begun = await other.ask("/rooms/new", { title: TITLE, alias: "Linden", kind: "group", entry: "open" });
  const space = /\/spaces\/([\w-]+)/.exec(begun.headers.get("location") ?? "")?.[1] ?? "";
  await who.ask(`/rooms/${space}/join`, { alias: "Hazel" });
  const say = () => other.ask(`/spaces/${space}/messages`, { id: randomUUID(), text: WORDS });
  return { space, say };
}
const subscribe = async (telling: Telling, who: Told) => {
  const browser = telling.push.subscriber();
  const { endpoint, p256dh, auth } = browser;
  expect((await who.ask("/me/news/devices", { endpoint, p256dh, auth })).status).toBe(303);
  return browser;
};
const lettersTo = ({ mail }: Telling, who: Told) => mail.taken.filter(({ to }) => to === who.mailbox);
const isDone = async (telling: Telling, who: Told, state = "sent") =>
  (await telling.deliveries(who)).map((one) => one.state).filter((one) => one === state).length;

test("a letter tells that there is something new, once, and nothing else", { timeout }, async ({ telling }) => {
  const [mei, fay] = [await telling.someone(), await telling.someone()];
  await mei.ask("/me/news", choosing({ mail: "yes" }));
  const { say } = await roomFor(mei, fay);
  for (let count = 0; count < 5; count += 1) await say();
  await telling.later();
  await expect.poll(() => isDone(telling, mei), SOON).toBe(1);
  const letters = lettersTo(telling, mei);
  expect(letters).toHaveLength(1);
  const [letter] = letters;
  expect(letter?.text).toContain("There is something new for you.");
  expect(letter?.text).toMatch(/^Subject: Something new for you\r?$/m);
  expect(letter?.text).not.toMatch(TELLING);
  expect(letter?.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  expect(letter?.messageId).toBe(`${(await telling.deliveries(mei))[0]?.id}@localhost`);
  expect(lettersTo(telling, fay)).toEqual([]);
});

test("a push is sealed for her browser, and says no more under the word she chose", { timeout }, async ({ telling }) => {
  const [mei, fay] = [await telling.someone(20), await telling.someone()];
  await telling.owner.query("update person set cover = 'recipes' where id = $1", [mei.id]);
  const browser = await subscribe(telling, mei);
  const { say } = await roomFor(mei, fay);
  await say();
  await telling.later();
  await expect.poll(() => isDone(telling, mei), SOON).toBe(1);
  const pushed = telling.push.taken.filter(({ path }) => path === browser.path);
  expect(pushed).toHaveLength(1);
  const { headers, body } = pushed[0]!;
  expect(body.toString("latin1")).not.toContain("new");
  expect(browser.open(body)).toEqual({ title: "Recipes", body: "There is something new for you.", url: "/news" });
  expect(JSON.stringify(browser.open(body))).not.toMatch(TELLING);
  expect(headers).toMatchObject({ topic: "news", urgency: "normal", "content-encoding": "aes128gcm" });
  expect(headers.authorization).toMatch(/^vapid t=/);
  expect(Number(headers["ttl"])).toBeLessThanOrEqual(2 * 3_600); // it is eight in the evening for her: not past ten
});

test("a muted room stays quiet at night and by day, and one that is not muted waits for the morning", { timeout }, async ({ telling }) => {
  const [night, day, fay] = [await telling.someone(23), await telling.someone(12), await telling.someone()];
  for (const who of [night, day]) await who.ask("/me/news", choosing({ mail: "yes" }));
  const muted = await roomFor(day, fay);
  await day.ask(`/spaces/${muted.space}/mute`, { for: "always" });
  const loud = await roomFor(night, fay);
  await muted.say();
  await loud.say();
  await telling.later();
  const looks = "select look_at > now() + interval '1 minute' as later from notification_look where person_id = $1";
  await expect.poll(async () => (await telling.owner.query(looks, [night.id])).rows, SOON).toEqual([{ later: true }]);
  expect((await telling.owner.query("select from notification where person_id = $1", [day.id])).rowCount).toBe(0);
  for (const who of [night, day]) expect([await telling.deliveries(who), lettersTo(telling, who)]).toEqual([[], []]);
  await telling.owner.query("update person set zone = 'UTC' where id = $1", [night.id]);
  await telling.owner.query("update notification_choice set quiet_from = 0, quiet_to = 0 where person_id = $1", [night.id]); // morning has come
  await telling.later();
  await expect.poll(() => isDone(telling, night), SOON).toBe(1);
});

test(
  "what a crash left in doubt goes out again under the id it had, but not while somebody is sending it",
  { timeout },
  async ({ telling }) => {
    const { db, url: origin, mail, owner } = telling;
    const [mei, fay] = [await telling.someone(), await telling.someone()];
    await mei.ask("/me/news", choosing({ mail: "yes" }));
    const { say } = await roomFor(mei, fay);
    await say();
    await telling.later();
    await expect.poll(() => isDone(telling, mei), SOON).toBe(1);
    const [{ id } = { id: "" }] = await telling.deliveries(mei);
    const again = () => {
      const push = openPush({ secret: SECRET, origin });
      return deliver({ db, origin, secret: SECRET, post: openPost({ smtpUrl: mail.url, origin }), push }, id);
    };
    const crashed = "update notification_delivery set state = 'sending', ended_at = null, sending_at = now() - $2::interval where id = $1";
    await again();
    expect(lettersTo(telling, mei)).toHaveLength(1); // it was sent, and stays so
    await owner.query(crashed, [id, "1 second"]);
    await expect(again()).rejects.toBeInstanceOf(Untaken);
    expect(lettersTo(telling, mei)).toHaveLength(1);
    await owner.query(crashed, [id, "1 minute"]);
    await again();
    const letters = lettersTo(telling, mei);
    expect([letters.length, new Set(letters.map(({ messageId }) => messageId)).size]).toEqual([2, 1]);
    expect(await isDone(telling, mei)).toBe(1);
  },
);

test("letters end with one tap: by the button, or by the mailbox itself, without coming in", { timeout }, async ({ telling }) => {
  const [mei, ana, fay] = [await telling.someone(), await telling.someone(), await telling.someone()];
  for (const who of [mei, ana]) await who.ask("/me/news", choosing({ mail: "yes" }));
  const rooms = [await roomFor(mei, fay), await roomFor(ana, fay)];
  for (const { say } of rooms) await say();
  await telling.later();
  await expect.poll(async () => (await isDone(telling, mei)) + (await isDone(telling, ana)), SOON).toBe(2);
  const linkIn = (who: Told) => /http:\/\/localhost:\d+\/letters\/[\w-]+/.exec(lettersTo(telling, who)[0]?.text ?? "")?.[0] ?? "";
  const page = await fetch(linkIn(mei));
  expect([page.status, (await page.text()).match(/<form[^>]*method="post"/g)?.length]).toEqual([200, 1]);
  const wants = "select by_mail from notification_choice where person_id = $1";
  expect((await telling.owner.query(wants, [mei.id])).rows).toEqual([{ by_mail: true }]); // looking ends nothing
  expect((await fetch(linkIn(mei), { method: "POST", headers: { origin: telling.url }, body: new URLSearchParams() })).status).toBe(200);
  const byMailbox = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }), redirect: "manual" } as const;
  expect((await fetch(linkIn(ana), byMailbox)).status).toBe(200);
  for (const who of [mei, ana]) expect((await telling.owner.query(wants, [who.id])).rows).toEqual([{ by_mail: false }]);
  expect(linkIn(mei)).not.toContain(mei.id);
  for (const { say } of rooms) await say();
  await telling.later();
  expect([lettersTo(telling, mei).length, lettersTo(telling, ana).length]).toEqual([1, 1]);
});

test("nobody can make an end of letters for another", async ({ telling }) => {
  const mei = await telling.someone();
  const forged = tokenFor(`${SECRET}!`, mei.id);
  for (const token of [forged, mei.id, "x", tokenFor(SECRET, "somebody")])
    expect((await fetch(`${telling.url}/letters/${token}`, { method: "POST" })).status).toBe(404);
});

test("a browser that takes no more is forgotten, and her other ones are told", { timeout }, async ({ telling }) => {
  const [mei, fay] = [await telling.someone(), await telling.someone()];
  const [gone, here] = [await subscribe(telling, mei), await subscribe(telling, mei)];
  telling.push.answering.set(gone.path, 410);
  const { say } = await roomFor(mei, fay);
  await say();
  await telling.later();
  await expect.poll(() => isDone(telling, mei), SOON).toBe(1);
  await expect.poll(() => isDone(telling, mei, "dropped"), SOON).toBe(1);
  expect(telling.push.taken.map(({ path }) => path)).toContain(here.path);
  expect((await telling.owner.query("select from notification_device where person_id = $1", [mei.id])).rowCount).toBe(1);
});

test("a device is told only as long as the session lasts in which she asked for it", { timeout }, async ({ telling }) => {
  const [mei, ana] = [await telling.someone(), await telling.someone()];
  for (const who of [mei, ana]) await subscribe(telling, who);
  for (const { id } of await tokensOf(telling.db, mei.id)) await endToken(telling.db, mei.id, id);
  const devices = async (who: Told) =>
    (await telling.owner.query("select from notification_device where person_id = $1", [who.id])).rowCount;
  await expect.poll(() => devices(mei), SOON).toBe(0);
  expect(await devices(ana)).toBe(1);
});

test("whoever comes by herself before it is sent is not called", { timeout }, async ({ telling }) => {
  const [mei, fay] = [await telling.someone(), await telling.someone()];
  await mei.ask("/me/news", choosing({ mail: "yes" }));
  const { space, say } = await roomFor(mei, fay);
  await say();
  telling.mail.state.refusing = 451;
  await telling.later();
  await expect.poll(() => telling.mail.state.refused.includes(mei.mailbox), SOON).toBe(true);
  await mei.ask(`/spaces/${space}/read`, { seq: "1000" });
  telling.mail.state.refusing = undefined;
  await expect.poll(() => isDone(telling, mei, "dropped"), { timeout: 30_000, interval: 200 }).toBe(1);
  expect(lettersTo(telling, mei)).toEqual([]);
});

test("a mail server that is away gets the letter when it is back, once", { timeout }, async ({ telling }) => {
  const [mei, fay] = [await telling.someone(), await telling.someone()];
  await mei.ask("/me/news", choosing({ mail: "yes" }));
  const { say } = await roomFor(mei, fay);
  telling.mail.state.refusing = 421;
  await say();
  await telling.later();
  await expect.poll(() => telling.mail.state.refused.includes(mei.mailbox), SOON).toBe(true);
  telling.mail.state.refusing = undefined;
  await expect.poll(() => isDone(telling, mei), { timeout: 30_000, interval: 200 }).toBe(1);
  expect(lettersTo(telling, mei)).toHaveLength(1);
});

test("what the house keeps and hands to its queue names no mailbox, no endpoint and no room", async ({ telling }) => {
  const jobs = await telling.owner.query<{ text: string }>("select data::text as text from jobs.job where name = 'notifications'");
  const kept = await telling.owner.query<{ text: string }>(
    "select d::text as text from notification_delivery d union all select d::text from notification_device d",
  );
  expect(jobs.rows.length).toBeGreaterThan(0);
  for (const { text } of [...jobs.rows, ...kept.rows]) {
    expect(text).not.toMatch(TELLING);
    expect(text).not.toMatch(/letters\.example|127\.0\.0\.1|push\//);
  }
});
