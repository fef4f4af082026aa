import { randomUUID } from "node:crypto";
import type { Table } from "../cells.ts";

const logged = ["fact", "space_counter", "space_event"];
const said = [...logged, "space_message"];

/** What is said in a room, and what is done with it. */
export const messages: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /api/spaces/:id/messages": {
    ask: ({ space }) => ({ path: `/api/spaces/${space}/messages?limit=20` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "POST /api/spaces/:id/messages": {
    ask: ({ space }) => ({ path: `/api/spaces/${space}/messages`, fields: { id: randomUUID(), text: "Here I am" } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: said,
    effect: "select exists (select from space_message where space_id = :space and member_id = :member and words = 'Here I am')",
  },
  "POST /spaces/:id/messages": {
    ask: ({ space }) => ({ path: `/spaces/${space}/messages`, fields: { id: randomUUID(), text: "Here I am" } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: said,
    effect: "select exists (select from space_message where space_id = :space and member_id = :member and words = 'Here I am')",
  },
  "POST /spaces/:id/messages (topic)": {
    ask: ({ space, topic }) => ({ path: `/spaces/${space}/messages`, fields: { id: randomUUID(), text: "On this", topic } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: said,
    effect: "select exists (select from space_message where space_id = :space and member_id = :member and topic_id = :topic)",
  },
  "POST /spaces/:id/messages (reply)": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages`, fields: { id: randomUUID(), text: "To this", replyTo: message } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: said,
    effect: "select exists (select from space_message where space_id = :space and member_id = :member and reply_to = :message)",
  },
  // An id stands for one message; saying one's own again is the same message, however it is worded.
  "POST /spaces/:id/messages (taken)": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages`, fields: { id: message, text: "In its place" } }),
    cells: {
      own: "      door     absent   again  again       absent absent door absent    absent",
      other: "    door     absent   refused refused    absent absent door absent    absent",
      crossed: "  door     absent   refused refused    absent absent door absent    absent",
    },
  },
  "GET /files/:id": {
    ask: ({ photo }) => ({ path: `/files/${photo}` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "GET /files/:id/small": {
    ask: ({ photo }) => ({ path: `/files/${photo}/small` }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  // What is sent here is no picture: whoever may send one is told so.
  "POST /api/spaces/:id/files": {
    ask: ({ space }) => ({ path: `/api/spaces/${space}/files`, fields: { photo: "none" } }),
    cells: {
      here: "     door     absent   refused refused    absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door refused   absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "GET /spaces/:id/messages/:message": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}` }),
    cells: {
      own: "      door     absent   ok     ok          absent absent door absent    absent",
      other: "    door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "POST /spaces/:id/messages/:message/edit": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/edit`, fields: { text: "Better so" } }),
    cells: {
      own: "      door     absent   ok     ok          absent absent door absent    absent",
      other: "    door     absent   absent absent      absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: said,
    effect: "select words = 'Better so' and edited_at is not null from space_message where id = :message",
  },
  "POST /spaces/:id/messages/:message/remove": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/remove`, fields: {} }),
    cells: {
      own: "      door     absent   ok     ok          absent absent door absent    absent",
      other: "    door     absent   absent ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...said, "space_file", "space_file_content"],
    effect: `select words = '' and removed_by = case when member_id = :member then 'author' else 'facilitator' end
      and not exists (select from space_file where message_id = :message) from space_message where id = :message`,
  },
  "POST /spaces/:id/messages/:message/reactions": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/reactions`, fields: { feel: "hug.on" } }),
    cells: {
      own: "      door     absent   ok     ok          absent absent door absent    absent",
      other: "    door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space_reaction"],
    effect: "select exists (select from space_reaction where message_id = :message and member_id = :member and kind = 'hug')",
  },
  "POST /spaces/:id/messages/:message/pin": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/pin`, fields: { pin: "on" } }),
    cells: {
      own: "      door     absent   absent ok          absent absent door absent    absent",
      other: "    door     absent   absent ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space_pin"],
    effect: "select exists (select from space_pin where message_id = :message and space_id = :space)",
  },
  // Nobody writes to herself alone.
  "POST /spaces/:id/messages/:message/pair": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/pair`, fields: {} }),
    cells: {
      own: "      door     absent   absent absent      absent absent door absent    absent",
      other: "    door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    before: "update space_request set met = null",
    changes: [...logged, "space", "space_member", "space_place", "space_request"],
    effect: `select exists (select from space_request r join space_member mine on mine.space_id = r.space_id and mine.person_id = :me
      join space_member other on other.person_id = r.person_id join space_message m on m.member_id = other.id
      where r.is_offer and r.answered_at is null and m.id = :message)`,
  },
  "POST /spaces/:id/messages/:message/expel": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/expel`, fields: {} }),
    cells: {
      own: "      door     absent   absent absent      absent absent door absent    absent",
      other: "    door     absent   absent ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space_member", "space_place"],
    effect: "select a.ended_how = 'removed' from space_message m join space_member a on a.id = m.member_id where m.id = :message",
  },
  "POST /spaces/:id/messages/:message/work": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/work`, fields: { work: "Nurse" } }),
    cells: {
      own: "      door     absent   absent ok          absent absent door absent    absent",
      other: "    door     absent   absent ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...logged, "space_member"],
    effect: "select a.work = 'Nurse' from space_message m join space_member a on a.id = m.member_id where m.id = :message",
  },
  "POST /spaces/:id/messages/:message/hide": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/hide`, fields: {} }),
    cells: {
      own: "      door     absent   absent absent      absent absent door absent    absent",
      other: "    door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["fact", "space_hidden"],
    effect: `select exists (select from space_hidden h join space_message m on m.member_id = h.hidden_member
      where h.member_id = :member and m.id = :message)`,
  },
  // Only whom she hides can she be shown again.
  "POST /spaces/:id/hidden/:member/show": {
    ask: ({ space, author }) => ({ path: `/spaces/${space}/hidden/${author}/show`, fields: {} }),
    cells: {
      own: "      door     absent   absent absent      absent absent door absent    absent",
      other: "    door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    before: `insert into space_hidden (member_id, hidden_member, space_id) select a.id, b.id, a.space_id
      from space_member a join space_member b on b.space_id = a.space_id and b.id <> a.id
      where a.space_id = (select id from space where kind = 'group' order by begun_at desc limit 1)`,
    changes: ["fact", "space_hidden"],
    effect: "select not exists (select from space_hidden where member_id = :member and hidden_member = :author)",
  },
  "POST /spaces/:id/read": {
    ask: ({ space }) => ({ path: `/spaces/${space}/read`, fields: { seq: "999999" } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_place"],
    effect: "select read_seq = last_seq from space_place p join space_counter c on c.space_id = p.space_id where p.member_id = :member",
  },
  "POST /spaces/:id/read (topic)": {
    ask: ({ space, topic }) => ({ path: `/spaces/${space}/read`, fields: { seq: "2", topic } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_topic_place"],
    effect: "select read_seq = 2 from space_topic_place where member_id = :member and topic_id = :topic",
  },
  "POST /spaces/:id/draft": {
    ask: ({ space }) => ({ path: `/spaces/${space}/draft`, fields: { text: "Not yet" } }),
    cells: {
      here: "     door     absent   ok     ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_place"],
    effect: "select draft = 'Not yet' from space_place where member_id = :member",
  },
};
