import { randomUUID } from "node:crypto";
import { cursorOf } from "#foundation/live";
import { clock } from "#foundation/language";
import { emptyForm, page, visit, WORKER, type Asked, type Form } from "#foundation/pages";
import { RoomPage } from "./pages/room.tsx";
import { leftOut, letKeepRoom } from "./phone-routes.tsx";
import { roomPage, type Opening } from "./room.ts";
import type { SpaceId } from "./space.ts";
import { words } from "./words/index.ts";

/** The room's page: newest first when it opens, or where she asked to be; with what she typed when something was wrong with it. */
export async function showRoom(c: Asked, space: SpaceId, opening: Opening, form: Form = emptyForm): Promise<Response> {
  const { personId, w, locale, zone, as } = await visit(c, words);
  const room = await roomPage(c.var.resources.db, personId, space, opening);
  const clocks = clock(locale, zone);
  const isWhole = opening.before === undefined && opening.at === undefined && opening.topic === undefined && form === emptyForm;
  const sign = isWhole ? letKeepRoom(c, personId, room) : undefined;
  const view = {
    isOnPhone: sign ? await leftOut(c, room, sign, as) : () => false,
    worker: c.var.resources.assets.worker?.keepsPages ? WORKER : undefined,
    room,
    opening,
    form,
    w,
    clock: clocks,
    locale,
    zone,
    isSparing: c.var.isSparing,
    draftId: form.typed["id"] ?? randomUUID(),
    phone: c.var.resources.identity.phoneTag(personId),
    cursor: cursorOf(new Map([[space, room.lastSeq]])),
  };
  const status = Object.keys(form.faults).length > 0 ? 422 : 200;
  return page(c, {
    title: room.title,
    content: <RoomPage {...view} />,
    status,
    back: "/",
    isRoom: true,
    subtitle: w(`kind.${room.kind}`),
  });
}
