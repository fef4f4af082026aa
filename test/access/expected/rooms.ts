import { randomUUID } from "node:crypto";
import type { Table } from "../cells.ts";

const begun = ["fact", "space", "space_counter", "space_event", "space_member", "space_place"];
const logged = ["fact", "space_counter", "space_event"];

/** Her list of rooms, beginning one, and what is about a room. */
export const rooms: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /": {
    ask: () => ({ path: "/" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "GET /api/spaces": {
    ask: () => ({ path: "/api/spaces" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "GET /search": {
    ask: () => ({ path: "/search?q=chair" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "GET /search (in a room)": {
    ask: ({ space }) => ({ path: `/search?q=chair&in=${space}` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "GET /api/search": {
    ask: ({ space }) => ({ path: `/api/search?q=chair&in=${space}` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "GET /rooms": {
    ask: () => ({ path: "/rooms" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "GET /keys": {
    ask: () => ({ path: "/keys" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "GET /rooms/new": {
    ask: () => ({ path: "/rooms/new" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /rooms/new": {
    ask: () => ({ path: "/rooms/new", fields: { title: "A new table", alias: "Linden", kind: "group", entry: "invitation" } }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    changes: begun,
    effect: `select exists (select from space s join space_member m on m.space_id = s.id
      where s.title = 'A new table' and m.person_id = :me and m.alias = 'Linden' and m.part = 'facilitator')`,
  },
  // The list is her own, whatever room she says it stands beside.
  "GET /rooms/beside/:id": {
    ask: ({ space }) => ({ path: `/rooms/beside/${space}` }),
    cells: {
      here: "     door     ok       ok     ok          ok   ok      door  ok        ok",
      there: "    door     ok       ok     ok          ok   ok      door  ok        ok",
      nowhere: "  door     ok       ok     ok          ok   ok      door  ok        ok",
    },
  },
  "GET /spaces/:id": {
    ask: ({ space }) => ({ path: `/spaces/${space}` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  // What a phone that keeps the room asks for later.
  "GET /spaces/:id/lines": {
    ask: ({ space }) => ({ path: `/spaces/${space}/lines` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  // A topic that is not of this room holds nothing to be seen.
  "GET /spaces/:id (topic)": {
    ask: ({ space, topic }) => ({ path: `/spaces/${space}?topic=${topic}` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   ok     ok          absent absent door absent    absent",
      nothing: "  door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "GET /spaces/:id/about": {
    ask: ({ space }) => ({ path: `/spaces/${space}/about` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "POST /spaces/:id/alias": {
    ask: ({ space }) => ({ path: `/spaces/${space}/alias`, fields: { alias: "Hazel" } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_counter", "space_event", "space_member"],
    effect: "select alias = 'Hazel' and alias_folded = 'hazel' from space_member where id = :member",
  },
  "POST /spaces/:id/mute": {
    ask: ({ space }) => ({ path: `/spaces/${space}/mute`, fields: { for: "week" } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_place"],
    effect: "select muted_until > now() + interval '6 days' from space_place where member_id = :member",
  },
  "POST /spaces/:id/mute (topic)": {
    ask: ({ space, topic }) => ({ path: `/spaces/${space}/mute`, fields: { for: "8h", topic } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_topic_place"],
    effect: "select muted_until > now() + interval '7 hours' from space_topic_place where member_id = :member and topic_id = :topic",
  },
  "POST /spaces/:id/furnish": {
    ask: ({ space }) => ({ path: `/spaces/${space}/furnish`, fields: { title: "Another sign", startHere: "Come in." } }),
    cells: {
      here: "     door     absent   absent ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space"],
    effect: "select title = 'Another sign' and start_here = 'Come in.' from space where id = :space",
  },
  "POST /spaces/:id/topics": {
    ask: ({ space }) => ({ path: `/spaces/${space}/topics`, fields: { title: `Sleep ${randomUUID().slice(0, 8)}` } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space_topic"],
    effect: "select exists (select from space_topic where space_id = :space and begun_by = :member and title like 'Sleep %')",
  },
  "POST /spaces/:id/archive": {
    ask: ({ space }) => ({ path: `/spaces/${space}/archive`, fields: { archive: "on" } }),
    cells: {
      here: "     door     absent   absent ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space"],
    effect: "select archived_at is not null and is_closed from space join space_counter on space_id = id where id = :space",
  },
  // The last one who cares for a room cannot go while others are there.
  "POST /spaces/:id/leave": {
    ask: ({ space }) => ({ path: `/spaces/${space}/leave`, fields: {} }),
    cells: {
      here: "     door     absent   ok     refused     absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door refused   absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space_member", "space_place"],
    effect: "select ended_how = 'left' from space_member where id = :member",
  },
  // One foreign room among those asked for, and there is no such feed.
  "GET /live": {
    ask: ({ space, beside }) => ({ path: `/live?spaces=${[...new Set([space, beside])].join(",")}` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
};
