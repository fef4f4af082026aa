import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { beginTopic, hide, mute, offerPair, say, Saying, SpaceId, TopicId } from "#domains/spaces";
import { asPerson, asWorker, type Database } from "#foundation/database";
import { openHearing } from "#foundation/facts";
import { test, type Ground } from "#test/people";
import { roomOn } from "#test/room";
import { hearing } from "./hear.ts";

/** Hears everything there is, once. */
async function hear(db: Database): Promise<void> {
  const heard = openHearing(db, [hearing]);
  await expect
    .poll(async () => {
      heard.wake();
      const open =
        "select count(*)::int as count from fact f, fact_listener l where l.name = 'notifications' and (f.tx, f.id) > (l.heard_tx, l.heard_id)";
      return (await db.pools.worker.query<{ count: number }>(open)).rows[0]?.count;
    })
    .toBe(0);
  await heard.close();
}
const waitingFor = async ({ owner }: Ground, person: PersonId) =>
  (
    await owner.query<{ kind: string; named: boolean; told: boolean }>(
      "select kind, is_named as named, told_at is not null as told from notification where person_id = $1 order by kind",
      [person],
    )
  ).rows;
const markTold = ({ owner }: Ground, ago = "0 days") =>
  owner.query(
    `update notification n set told_at = now() - $1::interval, told_read = (select p.read_seq from space_member m join space_place p on p.member_id = m.id
     where m.person_id = n.person_id and m.space_id = n.subject)`,
    [ago],
  );
const answerTo = async ({ queue }: Ground, who: PersonId, space: SpaceId, replyTo: string) =>
  await say(queue, who, space, Saying.parse({ id: randomUUID(), text: "Me too", replyTo }));

test("twenty messages are one line for each who has not read them, and none for who wrote them or stands outside", async ({ ground }) => {
  const { fay, mei, ana, eve, tell } = await roomOn(ground);
  for (let count = 0; count < 20; count += 1) await tell(fay, `Line ${count}`);
  await hear(ground.db);
  for (const reader of [mei, ana]) expect(await waitingFor(ground, reader)).toEqual([{ kind: "room", named: false, told: false }]);
  for (const other of [fay, eve]) expect(await waitingFor(ground, other)).toEqual([]);
});

test("a notice holds nothing of what was said", async ({ ground }) => {
  const { fay, tell } = await roomOn(ground);
  await tell(fay, "A secret about a biopsy");
  await hear(ground.db);
  const { rows } = await ground.owner.query<{ text: string }>("select notification::text as text from notification");
  expect(rows.length).toBeGreaterThan(0);
  for (const { text } of rows) expect(text).not.toMatch(/secret|biopsy|First year|Person/);
});

test("a quiet room and a hidden voice tell nothing", async ({ ground }) => {
  const { fay, mei, ana, act, tell, space } = await roomOn(ground);
  const author = await ground.memberOf(space, fay);
  await act(mei, (tx, seen) => mute(tx, seen, "8h"));
  await act(ana, (tx, seen) => hide(tx, seen, author));
  await tell(fay, "Good night");
  await hear(ground.db);
  for (const reader of [mei, ana]) expect(await waitingFor(ground, reader)).toEqual([]);
  await act(mei, (tx, seen) => mute(tx, seen, "off"));
  await tell(fay, "Good morning");
  await hear(ground.db);
  expect(await waitingFor(ground, mei)).toHaveLength(1);
});

test("a topic that she made quiet tells her nothing, and the others of its room do", async ({ ground }) => {
  const { fay, mei, ana, act, space, tell } = await roomOn(ground);
  const topic = TopicId.parse(randomUUID());
  await act(fay, (tx, seen) => beginTopic(tx, seen, topic, "Sleep"));
  await act(mei, (tx, seen) => mute(tx, seen, "always", topic));
  await say(ground.queue, fay, space, Saying.parse({ id: randomUUID(), text: "Three hours", topic }));
  await hear(ground.db);
  expect([await waitingFor(ground, mei), (await waitingFor(ground, ana)).length]).toEqual([[], 1]);
  await tell(fay, "Good morning");
  await hear(ground.db);
  expect(await waitingFor(ground, mei)).toHaveLength(1);
});

test("whoever was told is left in peace until she looks in, is answered, or a week has passed", async ({ ground }) => {
  const { fay, mei, ana, act, tell, space } = await roomOn(ground);
  const hers = await tell(mei, "Can anyone drive me?");
  await act(
    fay,
    async (tx, seen) =>
      void (await tx.updateTable("space_place").set({ read_seq: seen.lastSeq }).where("member_id", "=", seen.memberId).execute()),
  );
  await tell(fay, "One");
  await hear(ground.db);
  await markTold(ground);
  await tell(fay, "Two");
  await hear(ground.db);
  expect(await waitingFor(ground, mei)).toEqual([{ kind: "room", named: false, told: true }]);
  expect(await waitingFor(ground, ana)).toEqual([{ kind: "room", named: false, told: true }]);

  await answerTo(ground, fay, space, hers);
  await hear(ground.db);
  expect(await waitingFor(ground, mei)).toEqual([{ kind: "room", named: true, told: false }]);
  expect(await waitingFor(ground, ana)).toEqual([{ kind: "room", named: false, told: true }]);

  await act(
    ana,
    async (tx, seen) =>
      void (await tx.updateTable("space_place").set({ read_seq: seen.lastSeq }).where("member_id", "=", seen.memberId).execute()),
  );
  await tell(fay, "Three");
  await hear(ground.db);
  expect(await waitingFor(ground, ana)).toEqual([{ kind: "room", named: false, told: false }]);

  await markTold(ground, "8 days");
  await tell(fay, "Four");
  await hear(ground.db);
  expect(await waitingFor(ground, mei)).toEqual([{ kind: "room", named: false, told: false }]);
});

test("an offer to talk alone waits for the one who was asked, and for nobody else", async ({ ground }) => {
  const { fay, mei, ana, act, space } = await roomOn(ground);
  const asked = await ground.memberOf(space, mei);
  await act(fay, (tx) => offerPair(tx, SpaceId.parse(randomUUID()), asked, "Fay and Mei"));
  await hear(ground.db);
  expect(await waitingFor(ground, mei)).toEqual([{ kind: "offer", named: false, told: false }]);
  for (const other of [fay, ana]) expect(await waitingFor(ground, other)).toEqual([]);
});

test("only she whom it concerns sees a notice, and nobody can write one", async ({ ground }) => {
  const { fay, mei, ana, tell } = await roomOn(ground);
  await tell(fay, "Hello");
  await hear(ground.db);
  const seenBy = (who: PersonId) => asPerson(ground.db, who, (tx) => tx.selectFrom("notification").select("person_id").execute());
  expect(await seenBy(mei)).toEqual([{ person_id: mei }]);
  expect(await seenBy(fay)).toEqual([]);
  const forged = asPerson(ground.db, ana, (tx) =>
    tx
      .insertInto("notification")
      .values({ person_id: mei, kind: "report", subject: randomUUID(), told_at: null, told_read: null })
      .execute(),
  );
  await expect(forged).rejects.toMatchObject({ reason: "not-allowed" });
  const cleared = await asPerson(ground.db, ana, (tx) => tx.deleteFrom("notification").where("person_id", "=", mei).executeTakeFirst());
  expect(cleared.numDeletedRows).toBe(0n);
  expect(
    await asWorker(ground.db, (tx) => tx.selectFrom("notification").select("kind").where("person_id", "=", mei).execute()),
  ).toHaveLength(1);
});
