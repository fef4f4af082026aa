import type { Table } from "../cells.ts";

/** What stewards keep. To everyone else there is no such page. */
export const network: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /network": {
    ask: () => ({ path: "/network" }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
  },
  "POST /network": {
    ask: () => ({ path: "/network", fields: { name: "Kith by the lake", door: "open" } }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
    before: "update network set name = 'Kith by the river'",
    changes: ["network"],
    effect: "select name = 'Kith by the lake' from network",
  },
  "POST /network/organisations": {
    ask: () => ({ path: "/network/organisations", fields: { organisation: "Pink Scarf" } }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
    before: "delete from organisation where name = 'Pink Scarf'",
    changes: ["organisation"],
    effect: "select exists (select from organisation where name = 'Pink Scarf')",
  },
  "POST /network/organisations/:id/end": {
    ask: ({ organisation }) => ({ path: `/network/organisations/${organisation}/end`, fields: {} }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes: ["organisation"],
    effect: "select ended_at is not null from organisation where id = :organisation",
  },
  "POST /network/roles": {
    ask: ({ organisation }) => ({ path: "/network/roles", fields: { knownAs: "Ivy", offer: `navigator organisation ${organisation}` } }),
    cells: { there: "door absent   absent absent      absent absent door absent    ok" },
    office: true,
    changes: ["role_invitation"],
    effect: "select count(*) = 2 from role_invitation where scope_id = :organisation and role = 'navigator' and used_at is null",
  },
  "GET /network/offered": {
    ask: () => ({ path: "/network/offered" }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
  },
  "POST /network/offered": {
    ask: () => ({ path: "/network/offered", fields: {} }),
    cells: { any: "door   absent   absent absent      absent absent door absent    again" },
  },
  "POST /network/roles/:id/end": {
    ask: ({ grant }) => ({ path: `/network/roles/${grant}/end`, fields: {} }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes: ["fact", "person_role"],
    effect: "select ended_by = :me from person_role where id = :grant",
  },
  // The last steward's role is the one that does not end.
  "POST /network/roles/:id/end (last)": {
    ask: ({ ownGrant }) => ({ path: `/network/roles/${ownGrant}/end`, fields: {} }),
    cells: {
      own: "      door     absent   absent absent      absent absent door absent    refused",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
  },
  // Whoever holds the link may see what it offers, and take it once.
  "GET /roles/:secret": {
    ask: ({ offered }) => ({ path: `/roles/${offered}` }),
    cells: {
      there: "    door     ok       ok     ok          ok     ok     door ok        ok",
      nowhere: "  absent   absent   absent absent      absent absent absent absent  absent",
    },
    office: true,
  },
  "POST /roles/:secret": {
    ask: ({ offered }) => ({ path: `/roles/${offered}`, fields: {} }),
    cells: {
      there: "    door     ok       ok     ok          ok     ok     door ok        ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes: ["fact", "person_role", "role_invitation"],
    effect: "select exists (select from person_role where person_id = :me and role = 'navigator' and scope_id = :organisation)",
  },
};
