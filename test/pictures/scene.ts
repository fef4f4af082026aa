import { randomUUID } from "node:crypto";
import type { Invented } from "../journeys/browser.ts";

/** What is said in the pictures. Invented, like everyone who says it. */
const ROOMS: { title: string; kind: string; startHere: string; lines: [who: number, text: string, answers?: number][] }[] = [
  {
    title: "First year after surgery",
    kind: "group",
    startHere: "Read as long as you like before you write. Nobody is asked to. For fever, or redness that grows, call your ward.",
    lines: [
      [1, "The drain came out today. It was far less than I had feared. Ten seconds, and a strange long pull."],
      [2, "I kept a small cushion under my arm for the first three weeks, mostly in the car."],
      [3, "My sister sewed me one. It goes under the seat belt."],
      [0, "Is it all right that it still pulls when I reach up?"],
      [4, "For me a little pulling was usual while the scar settled. I asked at my next visit, to be sure.", 3],
      [0, "Thank you, Hazel. That is what I needed to hear tonight."],
      [3, "I will write down how she made the cushion."],
    ],
  },
  {
    title: "Telling the children",
    kind: "group",
    startHere: "",
    lines: [
      [5, "Mine asked whether I would still do the voices in the stories."],
      [1, "We used the book about the bear."],
    ],
  },
  {
    title: "هدوء المساء",
    kind: "group",
    startHere: "القراءة وحدها تكفي. الكتابة متى شئت.",
    lines: [
      [1, "اليوم كان أهدأ من أمس. مشيت حتى النافذة ثم عدت."],
      [2, "وأنا نمت حتى الصباح لأول مرة منذ أسبوع."],
      [0, "كيف تنامين على جنب واحد؟"],
      [3, "وضعت وسادتين خلف ظهري، وساعدني ذلك كثيرًا.", 2],
      [0, "شكرًا لك، سأجرب الليلة."],
    ],
  },
  { title: "Our circle", kind: "circle", startHere: "", lines: [[0, "Soup is in the blue pot. No need to answer."]] },
];
const ALIASES = ["Linden", "Juniper", "Olive", "Wren", "Hazel", "Maple"];

/** Furnishes a running Kith for the pictures, through the same addresses that a browser uses. Returns the rooms' ids by title. */
export async function furnish(origin: string, { people }: Invented): Promise<Map<string, string>> {
  const rooms = new Map<string, string>();
  for (const { title, kind, startHere, lines } of ROOMS) {
    const begun = await form(origin, people[0]!.token, "/rooms/new", { title, alias: ALIASES[0]!, kind, entry: "open" });
    const room = begun.headers.get("location")?.split("/").at(-1) ?? "";
    rooms.set(title, room);
    await form(origin, people[0]!.token, `/spaces/${room}/furnish`, { title, startHere });
    if (kind !== "circle")
      for (const [index, alias] of ALIASES.entries())
        if (index > 0) await form(origin, people[index]!.token, `/rooms/${room}/join`, { alias });
    const ids: string[] = [];
    for (const [who, text, answers] of lines) {
      const id = randomUUID();
      ids.push(id);
      await json(origin, people[who]!.token, `/api/spaces/${room}/messages`, {
        id,
        text,
        ...(answers === undefined ? {} : { replyTo: ids[answers] }),
      });
    }
    await feel(origin, people, room, ids);
  }
  return rooms;
}

async function feel(origin: string, people: Invented["people"], room: string, ids: string[]): Promise<void> {
  const felt: [who: number, line: number, kind: string][] = [
    [2, 0, "hug"],
    [0, 0, "hug"],
    [3, 0, "me-too"],
    [5, 2, "heart"],
    [0, 4, "thanks"],
  ];
  for (const [who, line, kind] of felt)
    if (ids[line]) await json(origin, people[who]!.token, `/spaces/${room}/messages/${ids[line]}/reactions`, { feel: `${kind}.on` });
}

const form = (origin: string, token: string, path: string, fields: Record<string, string>) =>
  fetch(origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin, authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields),
  });
const json = (origin: string, token: string, path: string, body: object) =>
  fetch(origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
