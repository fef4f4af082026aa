import type { Table } from "../cells.ts";

const joined = ["fact", "space_counter", "space_event", "space_member", "space_place"];

/** Ways into a room, and the keeping of its doors. */
export const doors: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  // Whoever was removed comes back only by an invitation that was made later.
  "GET /invitations/:secret": {
    ask: ({ secret }) => ({ path: `/invitations/${secret}` }),
    cells: {
      here: "     door     ok       ok     ok          ok     absent door ok        ok",
      there: "    door     ok       ok     ok          ok     ok     door ok        ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    shows: "title",
  },
  "POST /invitations/:secret": {
    ask: ({ secret }) => ({ path: `/invitations/${secret}`, fields: { alias: "Hazel" } }),
    cells: {
      here: "     door     ok       again  again       ok     absent door ok        ok",
      there: "    door     ok       ok     ok          ok     ok     door again     ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...joined, "space_invitation"],
    shows: "address",
    effect: "select exists (select from space_member where space_id = :space and person_id = :me and alias = 'Hazel' and ended_at is null)",
  },
  "GET /code": {
    ask: () => ({ path: "/code" }),
    cells: { any: "door   ok       ok     ok          ok     ok     door ok        ok" },
  },
  "POST /code": {
    ask: ({ code }) => ({ path: "/code", fields: { code } }),
    cells: {
      here: "     door     again    again  again       again  refused door again    again",
      there: "    door     again    again  again       again  again  door  again    again",
      nowhere: "  door     refused  refused refused    refused refused door refused refused",
    },
  },
  "GET /rooms/:id/join (closed)": {
    ask: ({ space }) => ({ path: `/rooms/${space}/join` }),
    cells: {
      here: "     door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "GET /rooms/:id/join (open)": {
    ask: ({ space }) => ({ path: `/rooms/${space}/join` }),
    cells: {
      here: "     door     ok       ok     ok          ok     ok     door ok        ok",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    entry: "open",
    shows: "title",
  },
  "POST /rooms/:id/join (closed)": {
    ask: ({ space }) => ({ path: `/rooms/${space}/join`, fields: { alias: "Hazel" } }),
    cells: {
      here: "     door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "POST /rooms/:id/join (open)": {
    ask: ({ space }) => ({ path: `/rooms/${space}/join`, fields: { alias: "Hazel" } }),
    cells: {
      here: "     door     ok       again  again       ok     absent door ok        ok",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    entry: "open",
    changes: joined,
    effect: "select exists (select from space_member where space_id = :space and person_id = :me and alias = 'Hazel' and ended_at is null)",
  },
  "POST /rooms/:id/join (request)": {
    ask: ({ space }) => ({ path: `/rooms/${space}/join`, fields: { alias: "Hazel", words: "May I come in?" } }),
    cells: {
      here: "     door     ok       absent absent      ok     absent door ok        ok",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    entry: "request",
    changes: ["fact", "space_request"],
    effect: "select words = 'May I come in?' and answered_at is null from space_request where space_id = :space and person_id = :me",
  },
  // Nobody takes back what another asked, also not those who keep the door.
  "POST /requests/:request/take-back": {
    ask: ({ request }) => ({ path: `/requests/${request}/take-back`, fields: {} }),
    cells: {
      here: "     door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
  },
  "POST /offers/:request": {
    ask: ({ offer }) => ({ path: `/offers/${offer}`, fields: { answer: "yes" } }),
    cells: {
      here: "     door     absent   ok     absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door absent    absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...joined, "space_request"],
    effect: `select exists (select from space_request r join space_member m on m.space_id = r.space_id and m.person_id = r.person_id
      where r.id = :offer and r.answer = 'in' and m.person_id = :me and m.ended_at is null)`,
  },
  "POST /spaces/:id/requests/:request": {
    ask: ({ space, request }) => ({ path: `/spaces/${space}/requests/${request}`, fields: { answer: "in" } }),
    cells: {
      here: "     door     absent   absent ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: [...joined, "space_request"],
    effect: `select exists (select from space_request r join space_member m on m.space_id = r.space_id and m.person_id = r.person_id
      where r.id = :request and r.answer = 'in' and m.ended_at is null)`,
  },
  "POST /spaces/:id/invitations": {
    ask: ({ space }) => ({ path: `/spaces/${space}/invitations`, fields: { how: "link" } }),
    cells: {
      here: "     door     absent   absent ok          absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_invitation"],
    effect: "select count(*) = 3 from space_invitation where space_id = :space and made_by = :member and uses_left > 0",
  },
  "POST /spaces/:id/invitations/:invitation/end": {
    ask: ({ space, invitation }) => ({ path: `/spaces/${space}/invitations/${invitation}/end`, fields: {} }),
    cells: {
      here: "     door     absent   absent ok          absent absent door absent    absent",
      crossed: "  door     absent   absent absent      absent absent door absent    absent",
      nothing: "  door     absent   absent absent      absent absent door absent    absent",
      swapped: "  door     absent   absent absent      absent absent door absent    absent",
      there: "    door     absent   absent absent      absent absent door ok        absent",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    changes: ["space_invitation"],
    effect: "select uses_left = 0 from space_invitation where id = :invitation",
  },
};
