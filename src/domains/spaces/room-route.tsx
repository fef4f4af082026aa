import { randomUUID } from "node:crypto";
import { cursorOf } from "#foundation/live";
import { clock } from "#foundation/language";
import { emptyForm, page, visit, type Asked, type Form } from "#foundation/pages";
import { RoomPage } from "./pages/room.tsx";
import { myRooms } from "./rooms.ts";
import { roomPage, type Opening } from "./room.ts";
import { roomLinesOf } from "./room-lines.ts";
import type { SpaceId } from "./space.ts";
import { words } from "./words/index.ts";

/** The room's page: newest first when it opens, or where she asked to be; with what she typed when something was wrong with it. */
export async function showRoom(c: Asked, space: SpaceId, opening: Opening, form: Form = emptyForm): Promise<Response> {
  const { personId, as, w, locale, zone } = await visit(c, words);
  const { db } = c.var.resources;
  const [room, rooms] = await Promise.all([roomPage(db, personId, space, opening), as(myRooms)]);
  const clocks = clock(locale, zone);
  const view = { room, opening, form, w, clock: clocks, locale, zone, draftId: form.typed["id"] ?? randomUUID(), cursor: cursorOf(new Map([[space, room.lastSeq]])) };
  const others = roomLinesOf(rooms, w, clocks);
  const status = Object.keys(form.faults).length > 0 ? 422 : 200;
  return page(c, { title: room.title, content: <RoomPage {...view} rooms={others} />, status, back: "/", isRoom: true, subtitle: w("room.you-are", { alias: room.alias }) });
}
