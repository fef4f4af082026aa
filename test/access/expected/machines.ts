import type { Table } from "../cells.ts";

/** What answers everyone alike, and what only machines ask. */
export const machines: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /health": {
    ask: () => ({ path: "/health" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /ready": {
    ask: () => ({ path: "/ready" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /api/openapi.json": {
    ask: () => ({ path: "/api/openapi.json" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /app/:locale/:file": {
    ask: () => ({ path: "/app/en/notes.webmanifest" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /app/:locale/common/:hash": {
    ask: () => ({ path: "/app/en/common/0000000000000000" }),
    cells: { any: "absent absent   absent absent      absent absent  absent absent    absent" },
  },
  "GET /sw.js": {
    ask: () => ({ path: "/sw.js" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /offline": {
    ask: () => ({ path: "/offline" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /help": {
    ask: () => ({ path: "/help" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  "GET /leave": {
    ask: () => ({ path: "/leave" }),
    cells: { any: "ok     ok       ok     ok          ok   ok      ok    ok        ok" },
  },
  // A stranger holds no key; an ended one opens nothing more. What a key opens is never a fresh sign-in.
  "POST /api/session": {
    ask: ({ token }) => ({ path: "/api/session", fields: { token } }),
    cells: {
      own: "      door     ok       ok     ok          ok   ok      door  ok        ok",
      nowhere: "  door     door     door   door        door door    door  door      door",
    },
    changes: ["session"],
    effect: `select exists (select from session where "userId" = :me and "createdAt" < now() - interval '1 day')`,
    only: "json",
  },
};
