import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test, type Visitor } from "#test/house";
import { leadingTo, plain, seqsOn, typedIn } from "#test/read-page";

const say = (visitor: Visitor, space: string, text: string, more: Record<string, string> = {}) =>
  visitor.post(`/spaces/${space}/messages`, { id: randomUUID(), text, ...more });
const pageOf = async (visitor: Visitor, path: string, headers: Record<string, string> = {}) =>
  await (await visitor.get(path, headers)).text();
/** Reads a room to its end, as its page does when it is left. */
const readAll = (visitor: Visitor, space: string) => visitor.post(`/spaces/${space}/read`, { seq: "999999" });

async function sayMany(visitor: Visitor, space: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - at) }, (_, index) => say(visitor, space, `Word ${at + index}`)));
}

test("what she says by a plain form stands on the page for the others, as she wrote it and as nothing else", async ({ house }) => {
  const [mei, bo, eve] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  const words = `<script>alert("1")</script> & 5 < 6 <img src=x onerror='x()'>`;
  const answer = await say(mei, space, words);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toMatch(new RegExp(`^/spaces/${space}#m\\d+$`));
  const page = await pageOf(bo, `/spaces/${space}`);
  expect(page).toContain("&lt;script>alert(&quot;1&quot;)&lt;/script> &amp; 5 &lt; 6 &lt;img src=x onerror='x()'>");
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<img|<style|<[a-z][^<>]*\s(?:on[a-z]+|style)=|javascript:/);
  expect((await say(eve, space, "Let me in")).status).toBe(404);
  expect(await pageOf(bo, `/spaces/${space}`)).not.toContain("Let me in");
});

test("words that cannot be said come back on the room's page, and nothing of them is kept", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  for (const [text, fault] of [
    ["   ", "Please write something here."],
    ["x".repeat(4_001), "This is too long."],
    [`hidden\u202Eback`, "There are hidden marks in it that turn the writing around. Please type it again."],
  ] as const) {
    const answer = await say(mei, space, text);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(plain(page)).toContain(fault);
    expect(page).toContain(text.slice(0, 40));
  }
  expect(seqsOn(await pageOf(mei, `/spaces/${space}`))).toEqual([]);
});

test("a line stands where new words begin, once, and never before her own", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  await say(bo, space, "Before");
  await readAll(mei, space);
  expect(await pageOf(mei, `/spaces/${space}`)).not.toContain('id="new"');
  await say(mei, space, "Mine");
  expect(await pageOf(mei, `/spaces/${space}`)).not.toContain('id="new"');
  await say(bo, space, "After one");
  await say(bo, space, "After two");
  const page = await pageOf(mei, `/spaces/${space}`);
  expect(page.match(/id="new"/g)).toHaveLength(1);
  const at = (words: string) => page.indexOf(words);
  expect([at("Mine") < at('id="new"'), at('id="new"') < at("After one")]).toEqual([true, true]);
  expect(plain(await pageOf(mei, "/"))).toMatch(/new: 2/);
  await readAll(mei, space);
  expect(plain(await pageOf(mei, "/"))).not.toMatch(/new: \d/);
});

test("two hundred messages are paged through, up and down, and none is missed or met twice on the way up", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  await sayMany(bo, space, 205);
  const newest = await pageOf(mei, `/spaces/${space}`);
  const first = leadingTo(newest, "205 new messages: go to the first");
  const up: number[] = [];
  for (let page: string | undefined = newest; page !== undefined;) {
    const seqs = seqsOn(page);
    up.unshift(...seqs);
    const earlier = leadingTo(page, "Earlier messages");
    expect([undefined, `/spaces/${space}?before=${seqs[0]}`]).toContain(earlier);
    page = earlier ? await pageOf(mei, earlier) : undefined;
  }
  expect(up).toHaveLength(205);
  expect(new Set(up).size).toBe(205);
  expect(up).toEqual(up.toSorted((a, b) => a - b));

  const top = await pageOf(mei, first ?? "");
  expect(seqsOn(top)[0]).toBe(up[0]);
  expect(top).toContain('id="new"');
  const down = new Set<number>();
  for (let page: string | undefined = top; page !== undefined;) {
    const before = down.size;
    for (const seq of seqsOn(page)) down.add(seq);
    expect(down.size).toBeGreaterThan(before);
    const later = leadingTo(page, "Later messages");
    page = later ? await pageOf(mei, later) : undefined;
  }
  expect([...down].toSorted((a, b) => a - b)).toEqual(up);
  expect(leadingTo(top, "To the newest")).toBe(`/spaces/${space}?`);
});

test("what she has begun to write waits for her on the page, and goes when it is sent", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("circle", mei, bo);
  expect((await mei.post(`/spaces/${space}/draft`, { text: "Tomorrow I" })).status).toBe(303);
  expect(await (await mei.json(`/spaces/${space}/draft`, { text: "Tomorrow I will" })).json()).toEqual({ kept: 15 });
  expect(await pageOf(mei, `/spaces/${space}`)).toContain("Tomorrow I will");
  expect(plain(await pageOf(mei, "/"))).toContain("Draft: Tomorrow I will");
  for (const page of [await pageOf(bo, `/spaces/${space}`), await pageOf(bo, "/")]) expect(page).not.toContain("Tomorrow I");
  await mei.post(`/spaces/${space}/draft`, { text: "" });
  expect(await pageOf(mei, `/spaces/${space}`)).not.toContain("Tomorrow I");
});

test("the time of a message is the time where she is, in the way her language writes it", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  await say(bo, space, "When was it?");
  await house.owner.query("update space_message set said_at = '2026-03-08T21:30:00Z' where space_id = $1", [space]);
  const shown = async (cookie: string, language = "en") => {
    const page = await pageOf(mei, `/spaces/${space}`, { cookie, "accept-language": language });
    return [...page.matchAll(/<time dateTime="[^"]*">([^<]*)<\/time>|<time datetime="[^"]*">([^<]*)<\/time>/g)].map(([, a, b]) => a ?? b);
  };
  expect(await shown("")).toEqual([expect.stringContaining("8"), "21:30"]);
  expect(await shown("kith-zone=Asia/Shanghai")).toEqual([expect.stringContaining("9"), "05:30"]);
  expect(await shown("kith-zone=America/New_York")).toEqual([expect.stringContaining("8"), "17:30"]); // the night the clocks went forward
  expect(await shown("kith-zone=Nowhere/Land")).toEqual([expect.stringContaining("8"), "21:30"]);
  expect((await shown("kith-zone=Asia/Shanghai", "zh"))[0]).toContain("3月9日");
  expect((await shown("kith-zone=Europe/Moscow", "ru"))[0]).toContain("марта");
  expect((await shown("kith-zone=Asia/Riyadh", "ar")).join(" ")).toMatch(/[\u0600-\u06FF]/);
});

test("a mention by name is told on her list of rooms, and only there and to her", async ({ house }) => {
  const [mei, bo, ana] = [await house.newcomer(), await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo, ana);
  await say(bo, space, "@Person1 did you sleep?");
  expect(plain(await pageOf(mei, "/"))).toContain("You are named");
  expect(plain(await pageOf(ana, "/"))).not.toContain("You are named");
});

test("the page of a room keeps neutral titles, and says in her language what is hers", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  for (const path of ["/", "/rooms", "/rooms/new", "/code", `/spaces/${space}`, `/spaces/${space}/about`]) {
    const page = await pageOf(mei, path);
    expect(/<title>([^<]*)<\/title>/.exec(page)?.[1], path).toBe("Kith");
    for (const [language, direction] of [
      ["ar", "rtl"],
      ["zh", "ltr"],
      ["ru", "ltr"],
    ] as const) {
      const translated = await pageOf(mei, path, { "accept-language": language });
      expect(translated, path).toContain(`<html lang="${language}" dir="${direction}"`);
      expect(plain(translated).replace("First year", ""), path).not.toMatch(/Your rooms|Find a room|Write|Nobody has|About/);
    }
  }
  expect(typedIn(await pageOf(mei, `/spaces/${space}/about`), "alias")).toBe("Person 1");
});
