import type { Table } from "../cells.ts";

const fields = { reason: "hurts", words: "Not here." };

/** What is reported, by whoever is in the room; and who looks at it. */
export const reports: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "POST /spaces/:id/messages/:message/report": {
    ask: ({ space, message }) => ({ path: `/spaces/${space}/messages/${message}/report`, fields }),
    cells: {
      own: "      door     absent   absent absent      absent absent door absent    absent",
      other: "    door     absent   ok     ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["fact", "moderation_report"],
    effect: "select exists (select from moderation_report where reporter_id = :me and message_id = :message and member_id = :author)",
  },
  "GET /reports": {
    ask: () => ({ path: "/reports" }),
    cells: { any: "door   ok       ok     ok          ok     ok     door ok        ok" },
  },
  // A report is hers alone: a steward meets it at the desk, and not here.
  "GET /reports/:report": {
    ask: ({ receipt }) => ({ path: `/reports/${receipt}` }),
    cells: {
      own: "      door     ok       ok     ok          ok     ok     door ok        ok",
      other: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    fresh: true,
  },
  "POST /reports/:report": {
    ask: ({ receipt }) => ({ path: `/reports/${receipt}`, fields: { reason: "danger", words: "It is no cure." } }),
    cells: {
      own: "      door     ok       ok     ok          ok     ok     door ok        ok",
      other: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    fresh: true,
    changes: ["moderation_report"],
    effect: "select exists (select from moderation_report where reporter_id = :me and reason = 'danger' and words = 'It is no cure.')",
  },
  "GET /desk": {
    ask: () => ({ path: "/desk" }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
  },
  "GET /network/reports": {
    ask: () => ({ path: "/network/reports" }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
    shows: "title",
  },
  "GET /network/reports/:report": {
    ask: ({ report }) => ({ path: `/network/reports/${report}` }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    shows: "title",
  },
  // What was beside the words is for whoever answers, until there is an answer, and that she opened it is stated.
  "GET /network/reports/:report/files/:file": {
    ask: ({ report, reported }) => ({ path: `/network/reports/${report}/files/${reported}` }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
  },
  "POST /network/reports/:report/open": {
    ask: ({ report }) => ({ path: `/network/reports/${report}/open`, fields: {} }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    before:
      "update moderation_report set openers = '{}', beside = 1, answered_at = null, answered_by = null, outcome = null, answer = null",
    changes: ["fact", "moderation_report"],
    effect: "select :me = any (openers) from moderation_report where id = :report",
  },
  "POST /network/reports/:report/claim": {
    ask: ({ report }) => ({ path: `/network/reports/${report}/claim`, fields: {} }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes: ["fact", "moderation_report"],
    effect: "select claimed_by = :me from moderation_report where id = :report",
  },
  "POST /network/reports/:report/answer": {
    ask: ({ report }) => ({ path: `/network/reports/${report}/answer`, fields: { outcome: "kept", answer: "It may stay." } }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    before: "update moderation_report set answered_at = null, answered_by = null, outcome = null, answer = null",
    changes: ["fact", "moderation_report"],
    effect: "select answered_by = :me and outcome = 'kept' from moderation_report where id = :report",
  },
  "POST /network/reports/:report/answer (removed)": {
    ask: ({ report }) => ({ path: `/network/reports/${report}/answer`, fields: { outcome: "removed", answer: "It is gone." } }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    before: "update moderation_report set answered_at = null, answered_by = null, outcome = null, answer = null",
    changes: ["fact", "moderation_report", "space_counter", "space_event", "space_file", "space_file_content", "space_message"],
    effect:
      "select m.removed_by = 'steward' and m.words = '' from moderation_report r join space_message m on m.id = r.message_id where r.id = :report",
  },
};
