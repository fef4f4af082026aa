import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { test } from "#test/people";
import { roomOn } from "#test/room";
import { readUpTo } from "./place.ts";
import { roomPage } from "./room.ts";
import { MessageId, say, Saying } from "./say.ts";
import { beginTopic, TopicId } from "./topic.ts";

const absent = { reason: "not-found" };

test("a topic is begun once under its title, holds its own words, and belongs to its room", async ({ ground }) => {
  const { db, queue } = ground;
  const { mei, ana, space, act } = await roomOn(ground);
  const other = await roomOn(ground);
  const sleep = TopicId.parse(randomUUID());
  const both = await Promise.allSettled(
    [sleep, TopicId.parse(randomUUID())].map((id) => act(mei, (tx, seen) => beginTopic(tx, seen, id, "Sleep"))),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const topic = TopicId.parse((await roomPage(db, ana, space)).topics?.[0]?.id);
  const saying = Saying.parse({ id: randomUUID(), text: "I wake at four.", topic });
  await say(queue, mei, space, saying);
  await say(queue, mei, space, Saying.parse({ id: randomUUID(), text: "Elsewhere" }));
  const page = await roomPage(db, ana, space, { topic });
  expect(page.messages.map(({ words }) => words)).toEqual(["I wake at four."]);
  expect(page.topics).toMatchObject([{ title: "Sleep", unread: 1 }]);
  await act(ana, (tx, seen) => readUpTo(tx, seen, seen.lastSeq, topic));
  expect(await roomPage(db, ana, space)).toMatchObject({ unread: 2, topics: [{ unread: 0 }] });
  await expect(say(queue, other.mei, other.space, { ...saying, id: MessageId.parse(randomUUID()) })).rejects.toMatchObject(absent);
  const reply = Saying.parse({ id: randomUUID(), text: "To a message of another room", replyTo: saying.id });
  await expect(say(queue, other.mei, other.space, reply)).rejects.toMatchObject(absent);
});
