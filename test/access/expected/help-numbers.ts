import type { Table } from "../cells.ts";

const fields = {
  country: "GB",
  kind: "crisis",
  name: "Otherbird",
  phone: "+44 20 7946 0002",
  hours: "night",
  languages: "Polish",
  note: "",
  source: "Numberbird",
};
const changes = ["fact", "help_number"];

/** Numbers of help are kept by stewards; everyone finds what they confirmed on the help page. */
export const helpNumbers: Table = {
  // role:       stranger outsider member facilitator left removed ended elsewhere steward
  "GET /network/numbers": {
    ask: () => ({ path: "/network/numbers" }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
  },
  "GET /network/numbers/new": {
    ask: () => ({ path: "/network/numbers/new" }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
  },
  "POST /network/numbers": {
    ask: () => ({ path: "/network/numbers", fields }),
    cells: { any: "door   absent   absent absent      absent absent door absent    ok" },
    before: "delete from help_number",
    changes,
    effect: "select exists (select from help_number where name = 'Otherbird' and checked_on is null)",
  },
  "GET /network/numbers/:number": {
    ask: ({ number }) => ({ path: `/network/numbers/${number}` }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
  },
  "POST /network/numbers/:number": {
    ask: ({ number }) => ({ path: `/network/numbers/${number}`, fields }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes,
    effect: "select name = 'Otherbird' and checked_on is null from help_number where id = :number",
  },
  "POST /network/numbers/:number/confirm": {
    ask: ({ number }) => ({ path: `/network/numbers/${number}/confirm`, fields: { phone: "+44 20 7946 0001" } }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes,
    effect: "select checked_on is not null and checked_by = :me from help_number where id = :number",
  },
  "POST /network/numbers/:number/end": {
    ask: ({ number }) => ({ path: `/network/numbers/${number}/end`, fields: {} }),
    cells: {
      there: "    door     absent   absent absent      absent absent door absent    ok",
      nowhere: "  door     absent   absent absent      absent absent door absent    absent",
    },
    office: true,
    changes,
    effect: "select not exists (select from help_number where id = :number)",
  },
};
