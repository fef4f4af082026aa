import { randomUUID } from "node:crypto";
import type { Table } from "../cells.ts";

const settled = { push: "yes", mail: "yes", pace: "twice", first: "8", second: "19", weekday: "7", from: "21", to: "6", most: "2" };
const subscribed = () => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}`,
  p256dh: Buffer.alloc(65, 4).toString("base64url"),
  auth: Buffer.alloc(16, 1).toString("base64url"),
});

/** What is new for her, how she is told, and ending letters by whoever holds one. */
export const notifications: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /news": {
    ask: () => ({ path: "/news" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /news/seen": {
    ask: () => ({ path: "/news/seen", fields: {} }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    before: "insert into notification (person_id, kind, subject) select id, 'report', gen_random_uuid() from person",
    changes: [],
    effect: "select not exists (select from notification where person_id = :me and kind = 'report')",
  },
  "GET /me/news": {
    ask: () => ({ path: "/me/news" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /me/news": {
    ask: () => ({ path: "/me/news", fields: settled }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    before: "delete from notification_choice",
    changes: ["notification_choice"],
    effect:
      "select by_push and by_mail and pace = 'twice' and quiet_from = 21 and most_a_day = 2 from notification_choice where person_id = :me",
  },
  "POST /me/news/devices": {
    ask: () => ({ path: "/me/news/devices", fields: subscribed() }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    before: "with ended as (delete from notification_device) delete from notification_choice",
    changes: ["notification_choice"],
    effect: "select exists (select from notification_device join notification_choice using (person_id) where person_id = :me and by_push)",
  },
  "POST /me/news/devices/:id/end": {
    ask: ({ device }) => ({ path: `/me/news/devices/${device}/end`, fields: {} }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      other: "    door     again    again  again       again again  door  again     again",
      nowhere: "  door     again    again  again       again again  door  again     again",
    },
    fresh: true,
    changes: [],
    effect: "select not exists (select from notification_device where id = :device)",
  },
  // A letter lies in a mailbox, not in a browser that is signed in; its line ends these letters and does nothing else.
  "GET /letters/:token": {
    ask: ({ ending }) => ({ path: `/letters/${ending}` }),
    cells: {
      other: "    ok       ok       ok     ok          ok   ok      ok    ok        ok",
      nowhere: "  absent   absent   absent absent      absent absent absent absent absent",
    },
    fresh: true,
  },
  "POST /letters/:token": {
    ask: ({ ending }) => ({ path: `/letters/${ending}`, fields: {} }),
    cells: {
      other: "    ok       ok       ok     ok          ok   ok      ok    ok        ok",
      nowhere: "  absent   absent   absent absent      absent absent absent absent absent",
    },
    fresh: true,
    before:
      "insert into notification_choice (person_id, by_mail) select id, true from person on conflict (person_id) do update set by_mail = true",
    changes: ["notification_choice"],
    effect: "select count(*) = 1 from notification_choice where not by_mail",
  },
};
