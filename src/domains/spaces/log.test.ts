import { randomUUID } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import type { PersonId } from "#domains/people";
import { asPerson, connect } from "#foundation/database";
import { openHearing, type Fact } from "#foundation/facts";
import { test } from "#test/people";
import { Alias } from "./alias.ts";
import { openCommitQueue } from "./commit-queue.ts";
import { invite, joinBy } from "./invitation.ts";
import { leaveSpace } from "./membership.ts";
import { edit } from "./mend.ts";
import { feel } from "./reaction.ts";
import { say, Saying } from "./say.ts";
import { spaceSeen, type SpaceId } from "./space.ts";

test(
  "whoever listens hears each room's facts in the order of its log, each once, while many do everything at once in two houses",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { db, queue, owner, circleOf, newcomers } = ground;
    const people = await newcomers(6);
    const [fay, ...others] = people;
    const rooms = [await circleOf(fay!, ...others), await circleOf(fay!, ...others), await circleOf(fay!, ...others)];
    const second = connect(db.serveUrl);
    const secondQueue = openCommitQueue(second);
    const heard = new Map<string, number[]>();
    const listener = {
      name: "in-order",
      hears: ["spaces.message-said", "spaces.message-felt", "spaces.message-edited", "spaces.member-joined", "spaces.member-left"] as const,
      async work(_tx: unknown, facts: Fact[]) {
        for (const { subject, seq } of await Promise.resolve(facts)) heard.set(subject, [...(heard.get(subject) ?? []), seq]);
      },
    };
    const hearings = [openHearing(db, [listener]), openHearing(second, [listener])];
    onTestFinished(async () => {
      for (const hearing of hearings) await hearing.close();
      await secondQueue.close();
      await second.close();
    });
    const secrets = new Map<SpaceId, string>();
    for (const room of rooms)
      secrets.set(room, (await asPerson(db, fay!, async (tx) => invite(tx, await spaceSeen(tx, room), "key", "link"))).secret);

    async function live(who: PersonId, index: number): Promise<void> {
      for (let time = 0; time < 12; time += 1) {
        const room = rooms[(index + time) % rooms.length]!;
        const [house, line] = (index + time) % 2 ? ([db, queue] as const) : ([second, secondQueue] as const);
        const { id } = await say(line, who, room, Saying.parse({ id: randomUUID(), text: `${index} ${time}` }));
        await asPerson(house, who, async (tx) => feel(tx, await spaceSeen(tx, room), id, "heart", true));
        await asPerson(house, who, async (tx) => edit(tx, await spaceSeen(tx, room), id, "Changed"));
        if (who === fay || time % 4) continue;
        await asPerson(house, who, (tx) => leaveSpace(tx, room));
        await asPerson(house, who, (tx) => joinBy(tx, secrets.get(room)!, "key", Alias.parse(`Back ${index} ${time}`)));
      }
    }
    await Promise.all(people.map(live));
    for (const room of rooms) {
      const { rows } = await owner.query<{ seq: number }>("select seq::int from fact where subject = $1 and seq > 0 order by seq", [room]);
      expect(rows.length).toBeGreaterThan(70);
      await expect.poll(() => heard.get(room), { timeout: 10_000 }).toEqual(rows.map(({ seq }) => seq));
      const logged = await owner.query("select seq::int from space_event where space_id = $1 order by seq", [room]);
      expect(logged.rows).toEqual(rows); // the log, the facts and the counter agree
    }
  },
);
