import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect } from "vitest";
import type { PersonId } from "#domains/people";
import { MessageId, SpaceId } from "#domains/spaces";
import { asPerson, type Transaction } from "#foundation/database";
import { test, type Ground } from "#test/people";
import { roomOn, traces } from "#test/room";
import { answerReport, claim, deskReport, deskReports, looksAfter, reportsWaiting } from "./desk.ts";
import { hasReports, report, reportOfHers, ReportId, reportsOfHers } from "./report.ts";

const why = { reason: "hurts", words: "I could not sleep." } as const;
const absent = { reason: "not-found" };

/** Gives someone a role as the stewards do: in the whole network, or in one place. */
const give = (ground: Ground, who: PersonId, role: string, scope = "network", place: string | null = null) =>
  ground.owner.query("insert into person_role (person_id, role, scope, scope_id, known_as) values ($1, $2, $3, $4, 'Works here')", [
    who,
    role,
    scope,
    place,
  ]);

/** A room of four in which Ana was reported by Mei; a steward who is in no room. */
async function scene(ground: Ground) {
  const room = await roomOn(ground);
  const steward = await ground.newcomer();
  await give(ground, steward, "steward");
  const said = await room.tell(room.ana, "You will all lose your hair and worse.");
  const as = <T>(who: PersonId, what: (tx: Transaction) => Promise<T>) => asPerson(ground.db, who, what);
  const made = await as(room.mei, (tx) => report(tx, room.space, said, why));
  return { ...room, steward, said, as, made };
}

const factsAbout = async ({ owner }: Ground, subject: string) =>
  (await owner.query<{ kind: string; about: object }>("select kind, about from fact where subject = $1 order by id", [subject])).rows;

test("a report keeps the words as they stood, and reaches a steward who meets both only by their names in that room", async ({
  ground,
}) => {
  const { ana, mei, space, said, steward, as, made } = await scene(ground);
  await ground.owner.query("update space_message set words = 'Never mind.' where id = $1", [said]);
  const [first] = (await as(steward, (tx) => deskReports(tx))).reports;
  expect(first).toMatchObject({
    id: made,
    said: "You will all lose your hair and worse.",
    alias: "Person 3",
    reporter: "Person 2",
    ...why,
  });
  const shown = JSON.stringify(first);
  for (const hidden of [ana, mei, await ground.memberOf(space, ana), await ground.memberOf(space, mei)])
    expect(shown).not.toContain(hidden);
  expect(await factsAbout(ground, made)).toEqual([{ kind: "moderation.report-made", about: { space, reason: "hurts" } }]);
});

test("the same message is one report, also when it is sent twice at once, and fifty may wait", async ({ ground }) => {
  const { mei, ana, tell, space, said, as, made } = await scene(ground);
  expect(await as(mei, (tx) => report(tx, space, said, { reason: "else", words: "" }))).toBe(made);
  const next = await tell(ana, "Again.");
  const both = await Promise.all([1, 2].map(() => as(mei, (tx) => report(tx, space, next, why))));
  expect(new Set(both).size).toBe(1);
  for (let open = 2; open < 50; open += 1) await as(mei, async (tx) => report(tx, space, await tell(ana, `Word ${open}`), why));
  const last = await tell(ana, "One more.");
  await expect(as(mei, (tx) => report(tx, space, last, why))).rejects.toMatchObject({
    reason: "conflict",
    faults: { reason: "fault.full" },
  });
  expect(await as(mei, reportsOfHers)).toHaveLength(50);
});

test("nobody reports herself, what is gone, or what is said where she is not", async ({ ground }) => {
  const { fay, mei, ana, eve, space, said, tell, as } = await scene(ground);
  const own = await tell(mei, "Mine.");
  const gone = await tell(ana, "Gone.");
  await ground.owner.query("update space_message set words = '', removed_at = now(), removed_by = 'author' where id = $1", [gone]);
  const nothing = MessageId.parse(randomUUID());
  for (const [who, where, message] of [
    [mei, space, own],
    [mei, space, gone],
    [mei, space, nothing],
    [mei, SpaceId.parse(randomUUID()), said],
    [eve, space, said],
  ] as const)
    await expect(as(who, (tx) => report(tx, where, message, why))).rejects.toMatchObject(absent);
  await ground.owner.query("update space_member set ended_at = now(), ended_how = 'left' where space_id = $1 and person_id = $2", [
    space,
    fay,
  ]);
  await expect(as(fay, (tx) => report(tx, space, said, why))).rejects.toMatchObject(absent);
});

test("she sees hers and no others, and whoever was reported sees none", async ({ ground }) => {
  const { fay, mei, ana, eve, steward, as, made } = await scene(ground);
  expect(await as(mei, (tx) => reportOfHers(tx, made))).toMatchObject({ id: made, alias: "Person 3", claimedAt: null, answer: null });
  for (const other of [fay, ana, eve, steward]) {
    await expect(as(other, (tx) => reportOfHers(tx, made))).rejects.toMatchObject(absent);
    expect(await as(other, reportsOfHers)).toEqual([]);
    expect(await as(other, hasReports)).toBe(false);
  }
  for (const column of ["reporter_id", "reported_id", "reporter_alias", "said", "message_id", "claimed_by", "answered_by"])
    await expect(
      asPerson(ground.db, mei, (tx) => tx.selectFrom("moderation_report").select(tx.dynamic.ref(column)).execute()),
    ).rejects.toMatchObject({ reason: "not-allowed" });
});

test("only those who look after the place see a report there, and a steward never one about herself", async ({ ground }) => {
  const { fay, mei, ana, eve, space, as, made, steward } = await scene(ground);
  const { spaceOf, newcomers, owner } = ground;
  const [here, there, ofHouse] = (await newcomers(3)) as [PersonId, PersonId, PersonId];
  await give(ground, here, "moderator", "space", space);
  await give(ground, there, "moderator", "space", await spaceOf("group", eve));
  const { rows } = await owner.query<{ id: string }>("insert into organisation (name) values ($1) returning id", [randomUUID()]);
  await give(ground, ofHouse, "moderator", "organisation", rows[0]!.id);
  const isSeen = (who: PersonId) =>
    as(who, (tx) => deskReport(tx, made)).then(
      () => true,
      () => false,
    );
  expect(await Promise.all([steward, here, there, ofHouse, fay, mei, ana].map(isSeen))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  await owner.query("update space set organisation_id = $2 where id = $1", [space, rows[0]!.id]);
  expect(await isSeen(ofHouse)).toBe(true);
  await give(ground, ana, "steward");
  expect(await as(ana, looksAfter)).toBe(true);
  expect(await isSeen(ana)).toBe(false);
  expect((await as(ana, (tx) => deskReports(tx))).reports.some(({ id }) => id === made)).toBe(false);
  for (const act of [
    (tx: Transaction) => claim(tx, made),
    (tx: Transaction) => answerReport(tx, made, { outcome: "nothing", answer: "No." }),
  ])
    for (const other of [ana, there, fay, mei]) await expect(as(other, act)).rejects.toMatchObject(absent);
  for (const other of [fay, mei, eve]) await expect(as(other, (tx) => deskReports(tx))).rejects.toMatchObject(absent);
});

test("a steward takes out exactly the reported message, and whoever reported it reads the answer", async ({ ground }) => {
  const { fay, mei, ana, space, said, tell, see, steward, as, made } = await scene(ground);
  const other = await tell(ana, "Still here.");
  await as(steward, (tx) => claim(tx, made));
  await as(steward, (tx) => claim(tx, made));
  expect((await as(mei, (tx) => reportOfHers(tx, made))).claimedAt).toBeInstanceOf(Date);
  const answer = { outcome: "removed", answer: "It is gone. I am sorry you had to read it." } as const;
  await as(steward, (tx) => answerReport(tx, made, answer));
  expect(await as(mei, (tx) => reportOfHers(tx, made))).toMatchObject(answer);
  const { messages } = await see(fay);
  expect(messages.find(({ id }) => id === said)).toMatchObject({ words: "", removed: "steward" });
  expect(messages.find(({ id }) => id === other)).toMatchObject({ words: "Still here.", removed: null });
  expect((await traces(ground, space)).filter((kind) => kind === "removed")).toEqual(["removed"]);
  expect((await factsAbout(ground, made)).map(({ kind }) => kind)).toEqual([
    "moderation.report-made",
    "moderation.report-claimed",
    "moderation.report-answered",
  ]);
  await expect(as(steward, (tx) => answerReport(tx, made, answer))).rejects.toMatchObject({ reason: "conflict" });
});

test("a steward ends the stay of who wrote it; an answer that changes nothing leaves all as it was", async ({ ground }) => {
  const { mei, ana, space, said, tell, see, steward, as, made } = await scene(ground);
  const kept = await as(mei, async (tx) => report(tx, space, await tell(ana, "Buy my tea."), { reason: "sells", words: "" }));
  await as(steward, (tx) => answerReport(tx, kept, { outcome: "kept", answer: "It was a joke among friends." }));
  expect((await see(ana)).messages.every(({ removed }) => removed === null)).toBe(true);
  await as(steward, (tx) => answerReport(tx, made, { outcome: "person-removed", answer: "She will not write here again." }));
  await expect(see(ana)).rejects.toMatchObject(absent);
  expect((await see(mei)).messages.find(({ id }) => id === said)?.removed).toBe("steward");
});

test("of two who answer at the same time one is heard, and the other is told", async ({ ground }) => {
  const { space, mei, as, made } = await scene(ground);
  const pair = (await ground.newcomers(2)) as [PersonId, PersonId];
  for (const who of pair) await give(ground, who, "moderator");
  const tries = await ground.atOnce(
    space,
    pair.map((who, at) => () => as(who, (tx) => answerReport(tx, made, { outcome: "nothing", answer: `Answer ${at}` }))),
  );
  expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(tries.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "conflict" } });
  expect((await as(mei, (tx) => reportOfHers(tx, made))).answer).toBe(`Answer ${tries.findIndex(({ status }) => status === "fulfilled")}`);
});

test("those without an answer come first, the newest first, and each page goes on where the last ended", async ({ ground }) => {
  const { mei, ana, space, tell, steward, as, made } = await scene(ground);
  const rest: ReportId[] = [];
  for (let more = 0; more < 24; more += 1)
    rest.unshift(await as(mei, async (tx) => report(tx, space, await tell(ana, `Word ${more}`), why)));
  const before = await as(steward, reportsWaiting);
  await as(steward, (tx) => answerReport(tx, rest[0]!, { outcome: "nothing", answer: "All is well." }));
  expect(await as(steward, reportsWaiting)).toBe(before - 1);
  const first = await as(steward, (tx) => deskReports(tx));
  expect([first.reports.length, first.hasMore]).toEqual([20, true]);
  const met = [...first.reports];
  for (let last = first; last.hasMore; met.push(...last.reports)) last = await as(steward, (tx) => deskReports(tx, met.at(-1)!.id));
  const mine = met.filter(({ said }) => said.startsWith("Word ") || said.startsWith("You will")).map(({ id }) => id);
  expect(new Set(met.map(({ id }) => id)).size).toBe(met.length);
  expect(mine.slice(0, 24)).toEqual([...rest.slice(1), made]);
  expect(met.findIndex(({ id }) => id === rest[0])).toBeGreaterThanOrEqual(before - 1);
});

test("nobody takes a message out past a report, or writes a report by hand", async ({ ground }) => {
  const { mei, said, steward, as, made } = await scene(ground);
  for (const forged of [
    sql`select take_out(${said})`,
    sql`select end_membership(gen_random_uuid(), 'removed')`,
    sql`select * from reports_to_me()`,
    sql`update moderation_report set outcome = 'kept' where id = ${made}`,
    sql`insert into moderation_report (number) values (12345678)`,
    sql`delete from moderation_report`,
  ])
    for (const who of [mei, steward]) await expect(as(who, (tx) => forged.execute(tx))).rejects.toMatchObject({ reason: "not-allowed" });
});
