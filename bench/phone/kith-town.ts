import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Populated } from "../contestants/kith.ts";

const Page = z.object({ messages: z.array(z.object({ seq: z.number(), words: z.string().nullable() })) });
const Kept = z.object({ id: z.string() });

/** What the others of a Kith do while she is on her phone: they speak, show photos, invite; and what the server has of a room. */
export interface KithTown {
  roomPath: (room: number) => string;
  say: (room: number, text: string) => Promise<void>;
  /** Says a photo without words, and gives its id. */
  sayPhoto: (room: number, photo: Buffer) => Promise<string>;
  /** The address of a new invitation into a room, without its host. */
  invitation: (room: number) => Promise<string>;
  arrived: (room: number) => Promise<string[]>;
}

export function kithTown(target: string, { people, spaces }: Populated): KithTown {
  const roomPath = (room: number) => `/spaces/${spaces[room]?.id ?? ""}`;
  const keyOf = (person: (typeof people)[number] | undefined) => ({ authorization: `Bearer ${person?.token ?? ""}` });
  const other = keyOf(people.at(-1));
  const json = { ...other, "content-type": "application/json" };
  async function asked(path: string, options: RequestInit): Promise<Response> {
    const answer = await fetch(target + path, options);
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
    return answer;
  }
  const said = (room: number, message: object) =>
    asked(`/api${roomPath(room)}/messages`, { method: "POST", headers: json, body: JSON.stringify({ id: randomUUID(), ...message }) });
  return {
    roomPath,
    say: async (room, text) => void (await said(room, { text })),
    async sayPhoto(room, photo) {
      const headers = { ...other, "content-type": "image/jpeg" };
      const kept = await asked(`/api${roomPath(room)}/files`, { method: "POST", headers, body: new Uint8Array(photo) });
      const { id } = Kept.parse(await kept.json());
      await said(room, { text: "", files: [id] });
      return id;
    },
    async invitation(room) {
      const carer = people.find(({ id }) => id === spaces[room]?.members[0]);
      const body = new URLSearchParams({ how: "link" });
      const page = await asked(`${roomPath(room)}/invitations`, { method: "POST", headers: { ...keyOf(carer), origin: target }, body });
      const path = /\/invitations\/[\w-]{22}/.exec(await page.text())?.[0];
      if (!path) throw new Error("The page shows no invitation.");
      return path;
    },
    async arrived(room) {
      const all: string[] = [];
      for (let before = ""; ;) {
        const { messages } = Page.parse(await (await asked(`/api${roomPath(room)}/messages${before}`, { headers: other })).json());
        all.unshift(...messages.map(({ words }) => words ?? ""));
        const [first] = messages;
        if (!first || first.seq <= 1) return all;
        before = `?before=${first.seq}`;
      }
    },
  };
}
