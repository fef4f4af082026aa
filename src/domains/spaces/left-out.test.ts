import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import { test, type TestHouse, type Visitor } from "#test/house";
import { seqsOn } from "#test/read-page";

const MARKS = "service-worker-navigation-preload";
const Kept = z.object({ view: z.string(), log: z.object({ seq: z.number(), mark: z.string() }) });

async function says(visitor: Visitor, space: string, text: string): Promise<string> {
  const id = randomUUID();
  expect((await visitor.json(`/spaces/${space}/messages`, { id, text })).status).toBe(201);
  return id;
}

/** Opens a room on a phone that says that it has this, and reads the places of the lines that came. */
async function opened(visitor: Visitor, space: string, marks = "true") {
  const answer = await visitor.get(`/spaces/${space}`, { [MARKS]: marks });
  const { log } = Kept.parse(JSON.parse(answer.headers.get("kith-keep") ?? ""));
  const page = await answer.text();
  return { seqs: seqsOn(page), leftOut: answer.headers.get("kith-left-out"), mark: log.mark, page };
}

async function room(house: TestHouse) {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  const said = [await says(bo, space, "One"), await says(bo, space, "Two"), await says(bo, space, "Three")];
  await mei.json(`/spaces/${space}/read`, { seq: 999_999 });
  return { mei, bo, space, said };
}

test("lines that her phone has do not travel again; what came since, was felt since, or stands under the mark of what is new, does", async ({
  house,
}) => {
  const { mei, bo, space, said } = await room(house);
  const whole = await opened(mei, space);
  expect([whole.seqs.length, whole.leftOut]).toEqual([3, null]);
  const again = await opened(mei, space, whole.mark);
  expect([again.seqs, again.leftOut, again.mark]).toEqual([[], `${whole.seqs[0]}`, whole.mark]);
  await says(bo, space, "Four");
  await bo.json(`/spaces/${space}/messages/${said[1]}/reactions`, { feel: "hug.on" });
  const later = await opened(mei, space, `elsewhere.1.x,${whole.mark}`);
  const all = await opened(mei, space);
  expect(later.seqs).toEqual([all.seqs[1], all.seqs[3]]);
  expect(later.page).toContain('class="new"');
  const eve = await house.newcomer();
  expect((await eve.get(`/spaces/${space}`, { [MARKS]: whole.mark })).status).toBe(404);
  const unread = await opened(mei, space, later.mark); // all of it is on the phone, and the mark of what is new has moved with nothing
  expect(unread.seqs).toEqual([all.seqs[3]]);
});

test("another view, another room's mark, a place that never was, and what is no mark, bring the whole page", async ({ house }) => {
  const { mei, bo, space } = await room(house);
  const { mark, seqs } = await opened(mei, space);
  const [name, seq, view] = mark.split(".");
  const german = `${name}.${seq}.${"x".repeat(view!.length)}`;
  for (const other of [
    german,
    `00000000.${seq}.${view}`,
    `${name}.zzzzzz.${view}`,
    `${name}.-1.${view}`,
    `${name}.!.${view}`,
    ",,..,",
    "a.b.c.d",
  ])
    expect([other, (await opened(mei, space, other)).leftOut]).toEqual([other, null]);
  await mei.post(`/spaces/${space}/messages/${await says(bo, space, "Hide me")}/hide`, {});
  const hidden = await opened(mei, space, mark); // whom she hides makes another view
  expect([hidden.leftOut, hidden.page.match(/class="say-hidden"/g)?.length]).toEqual([null, seqs.length + 1]);
});

test("an edit, a removal or a new name since then brings the whole page; without a mark nothing is ever left out", async ({ house }) => {
  const { mei, bo, space, said } = await room(house);
  for (const change of [
    () => bo.post(`/spaces/${space}/messages/${said[0]}/edit`, { text: "One, mended" }),
    () => bo.post(`/spaces/${space}/messages/${said[1]}/remove`, {}),
    () => bo.post(`/spaces/${space}/alias`, { alias: "Linden" }),
  ]) {
    const { mark } = await opened(mei, space);
    expect((await change()).status).toBe(303);
    const after = await opened(mei, space, mark);
    expect([after.leftOut, after.seqs.length]).toEqual([null, 3]);
  }
});
