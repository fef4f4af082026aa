import type { Table } from "../cells.ts";

/** What is hers to settle and to see. What belongs to another is left alone, and the answer is the one for what never was. */
export const me: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /me": {
    ask: () => ({ path: "/me" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "GET /me/look": {
    ask: () => ({ path: "/me/look" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /me/look": {
    ask: () => ({
      path: "/me/look",
      fields: { locale: "ru", zone: "Asia/Tashkent", light: "night", size: "largest", data: "little", cover: "recipes" },
    }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    before: "update person set locale = 'en', zone = 'UTC', light = null, size = null, data = null, cover = null",
    changes: ["person"],
    effect:
      "select locale = 'ru' and zone = 'Asia/Tashkent' and light = 'night' and size = 'largest' and data = 'little' and cover = 'recipes' from person where id = :me",
  },
  "GET /me/sessions": {
    ask: () => ({ path: "/me/sessions" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /me/sessions/end-others": {
    ask: () => ({ path: "/me/sessions/end-others", fields: {} }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    fresh: true,
    changes: ["fact", "session"],
    effect: `select count(*) = 1 from session where "userId" = :me`,
  },
  "POST /me/sessions/:id/end": {
    ask: ({ session }) => ({ path: `/me/sessions/${session}/end`, fields: {} }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      other: "    door     again    again  again       again again  door  again     again",
      nowhere: "  door     again    again  again       again again  door  again     again",
    },
    fresh: true,
    changes: ["fact", "session"],
    effect: "select not exists (select from session where id = :session)",
  },
  "POST /me/sign-out": {
    ask: () => ({ path: "/me/sign-out", fields: {} }),
    cells: { any: "again  ok       ok     ok          ok   ok      again ok        ok" },
    fresh: true,
    changes: ["fact", "session"],
    effect: "select exists (select from fact where kind = 'identity.session-ended' and subject = :me)",
  },
  "GET /me/tokens": {
    ask: () => ({ path: "/me/tokens" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  // A script's key opens nothing that makes another way in.
  "POST /me/tokens (by a key)": {
    ask: () => ({ path: "/me/tokens", fields: { label: "My calendar" } }),
    cells: { any: "door   door     door   door        door door    door  door      door" },
  },
  "POST /me/tokens": {
    ask: () => ({ path: "/me/tokens", fields: { label: "My calendar" } }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    fresh: true,
    changes: ["access_token"],
    effect: "select exists (select from access_token where person_id = :me and label = 'My calendar')",
  },
  "GET /me/tokens/made": {
    ask: () => ({ path: "/me/tokens/made" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
  },
  "POST /me/tokens/made": {
    ask: () => ({ path: "/me/tokens/made", fields: {} }),
    cells: { any: "door   again    again  again       again again  door  again     again" },
  },
  "POST /me/tokens/:id/end": {
    ask: ({ key }) => ({ path: `/me/tokens/${key}/end`, fields: {} }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      other: "    door     again    again  again       again again  door  again     again",
      nowhere: "  door     again    again  again       again again  door  again     again",
    },
    fresh: true,
    changes: ["access_token", "fact"],
    effect: "select not exists (select from access_token where id = :key)",
  },
  "GET /me/ways-in (by a key)": {
    ask: () => ({ path: "/me/ways-in" }),
    cells: { any: "door   door     door   door        door door    door  door      door" },
  },
  "GET /me/ways-in": {
    ask: () => ({ path: "/me/ways-in" }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    fresh: true,
  },
  "POST /me/ways-in/phrase (by a key)": {
    ask: () => ({ path: "/me/ways-in/phrase", fields: {} }),
    cells: { any: "door   door     door   door        door door    door  door      door" },
  },
  "POST /me/ways-in/phrase": {
    ask: () => ({ path: "/me/ways-in/phrase", fields: {} }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    fresh: true,
    changes: ["account", "fact", "session", "user"],
    effect: `select exists (select from account where "userId" = :me and "updatedAt" > now() - interval '1 minute')`,
  },
  "POST /me/ways-in/passkeys/:id/remove": {
    ask: ({ passkey }) => ({ path: `/me/ways-in/passkeys/${passkey}/remove`, fields: {} }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      other: "    door     again    again  again       again again  door  again     again",
      nowhere: "  door     again    again  again       again again  door  again     again",
    },
    fresh: true,
    changes: ["passkey"],
    effect: "select not exists (select from passkey where id = :passkey)",
  },
  "POST /me/ways-in/passkeys/:id/remove (by a key)": {
    ask: ({ passkey }) => ({ path: `/me/ways-in/passkeys/${passkey}/remove`, fields: {} }),
    cells: {
      other: "    door     door     door   door        door door    door  door      door",
      nowhere: "  door     door     door   door        door door    door  door      door",
    },
  },
  // Without a mail server there is no letter, and the answer is the same.
  "POST /me/ways-in/mailbox": {
    ask: () => ({ path: "/me/ways-in/mailbox", fields: { mailbox: "robin@letters.example" } }),
    cells: { any: "door   again    again  again       again again  door  again     again" },
    fresh: true,
  },
  "POST /me/ways-in/mailbox/remove": {
    ask: () => ({ path: "/me/ways-in/mailbox/remove", fields: {} }),
    cells: { any: "door   ok       ok     ok          ok   ok      door  ok        ok" },
    fresh: true,
    before: `update "user" set email = id || '@letters.example', "emailVerified" = true`,
    changes: ["fact", "user"],
    effect: `select email like '%@no-mailbox.invalid' and not "emailVerified" from "user" where id = :me`,
  },
  "GET /me/mailbox/:token": {
    ask: ({ letter }) => ({ path: `/me/mailbox/${letter}` }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      nowhere: "  door     ok       ok     ok          ok   ok      door  ok        ok",
    },
    fresh: true,
  },
  "POST /me/mailbox/:token": {
    ask: ({ letter }) => ({ path: `/me/mailbox/${letter}`, fields: {} }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      nowhere: "  door     refused  refused refused    refused refused door refused refused",
    },
    fresh: true,
    changes: ["fact", "user", "verification"],
    effect: `select email like '%@letters.example' and "emailVerified" from "user" where id = :me`,
  },
};
