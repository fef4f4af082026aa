import { randomUUID } from "node:crypto";
import { form, json } from "../journeys/asking.ts";
import type { Invented } from "../journeys/browser.ts";
import { ROOMS, type Furnished } from "./said.ts";

type People = Invented["people"];

/** Furnishes a running Kith for the pictures, through the same addresses that a browser uses. Returns the rooms' ids by title. */
export async function furnish(origin: string, { people }: Invented): Promise<Map<string, string>> {
  const rooms = new Map<string, string>();
  for (const room of ROOMS) rooms.set(room.title, await furnishOne(origin, people, room));
  return rooms;
}

async function furnishOne(
  origin: string,
  people: People,
  { title, kind, startHere, host, names, topics, lines, felt, readTo }: Furnished,
): Promise<string> {
  const carer = people[host]!.token;
  const begun = await form(origin, carer, "/rooms/new", { title, alias: names[host]!, kind, entry: "open" });
  const room = begun.headers.get("location")?.split("/").at(-1) ?? "";
  await form(origin, carer, `/spaces/${room}/furnish`, { title, startHere, ...(kind === "circle" ? {} : { entry: "open" }) });
  for (const [who, alias] of Object.entries(names))
    if (Number(who) !== host) await form(origin, people[Number(who)]!.token, `/rooms/${room}/join`, { alias });
  const topicIds: string[] = [];
  for (const topic of topics) {
    const made = await form(origin, carer, `/spaces/${room}/topics`, { title: topic });
    topicIds.push(/topic=([\w-]+)/.exec(made.headers.get("location") ?? "")?.[1] ?? "");
  }
  const said: { id: string; seq: number }[] = [];
  for (const { who, text, answers, topic } of lines) {
    const id = randomUUID();
    const more = {
      ...(answers === undefined ? {} : { replyTo: said[answers]!.id }),
      ...(topic === undefined ? {} : { topic: topicIds[topic]! }),
    };
    const answer = await json(origin, people[who]!.token, `/api/spaces/${room}/messages`, { id, text, ...more });
    said.push((await answer.json()) as { id: string; seq: number });
  }
  for (const [who, line, feeling] of felt)
    await json(origin, people[who]!.token, `/spaces/${room}/messages/${said[line]!.id}/reactions`, { feel: `${feeling}.on` });
  await form(origin, carer, `/spaces/${room}/read`, { seq: `${said[readTo]!.seq}` });
  return room;
}
