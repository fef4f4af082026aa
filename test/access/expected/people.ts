import type { Table } from "../cells.ts";

/** From a stranger's first look to a name of her own, and ways back in. */
export const people: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /welcome": {
    ask: () => ({ path: "/welcome" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /join": {
    ask: () => ({ path: "/join?next=/me" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  // Whoever is in already is led on.
  "POST /join": {
    ask: () => ({ path: "/join", fields: { alias: "Robin", next: "/me" } }),
    cells: { any: "ok     again    again  again       again again  ok    again     again" },
    changes: ["account", "fact", "person", "privacy_notice_seen", "session", "user"],
    effect: "select exists (select from person where alias = 'Robin' and created_at > now() - interval '1 minute')",
  },
  "GET /keep": {
    ask: () => ({ path: "/keep?next=/me" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /keep": {
    ask: () => ({ path: "/keep", fields: { next: "/me" } }),
    cells: { any: "again  again    again  again       again again  again again     again" },
  },
  // Once there is a network, its first steps are no more.
  "GET /first-steps": {
    ask: () => ({ path: "/first-steps" }),
    cells: { any: "absent absent   absent absent      absent absent absent absent  absent" },
  },
  "POST /first-steps": {
    ask: () => ({ path: "/first-steps", fields: { name: "Mine now", knownAs: "Robin" } }),
    cells: { any: "absent absent   absent absent      absent absent absent absent  absent" },
  },
  "GET /enter": {
    ask: () => ({ path: "/enter?next=/me" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "POST /enter": {
    ask: ({ phrase }) => ({ path: "/enter", fields: { phrase, next: "/me" } }),
    cells: {
      own: "      ok       ok       ok     ok          ok   ok      ok    ok        ok",
      nowhere: "  refused  refused  refused refused    refused refused refused refused refused",
    },
    changes: ["session"],
    effect: `select exists (select from session where "createdAt" > now() - interval '1 minute')`,
  },
  // Without a mail server there is no letter, and the answer is the same.
  "POST /enter/link": {
    ask: () => ({ path: "/enter/link", fields: { mailbox: "robin@letters.example" } }),
    cells: { any: "again  again    again  again       again again  again again     again" },
  },
  "GET /enter/link": {
    ask: () => ({ path: "/enter/link" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /enter/link/:token": {
    ask: () => ({ path: "/enter/link/abcdefghijklmnopqrstuvwxyzabcdef" }),
    cells: { nowhere: "ok ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "POST /enter/link/:token": {
    ask: () => ({ path: "/enter/link/abcdefghijklmnopqrstuvwxyzabcdef", fields: {} }),
    cells: { nowhere: "refused refused refused refused refused refused refused refused refused" },
  },
  // Of the library's own addresses only the steps of a passkey are there.
  "ALL /identity/*": {
    ask: () => ({ path: "/identity/list-sessions" }),
    cells: { any: "absent absent   absent absent      absent absent absent absent  absent" },
  },
  "GET /notice": {
    ask: () => ({ path: "/notice" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "POST /notice": {
    ask: () => ({ path: "/notice", fields: {} }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    before: "delete from privacy_notice_seen",
    changes: ["privacy_notice_seen"],
    effect: "select exists (select from privacy_notice_seen where person_id = :me)",
  },
};
