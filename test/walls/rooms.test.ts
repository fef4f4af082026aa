import { prove } from "./plant.ts";
import { islandsCarryTheirNames, roomsHaveDoorsAndSigns } from "./rooms.ts";

const sign = "# Spaces\n\nWhere people talk.\n\nNobody outside sees anything.\n\nFacts: spaces.message-said.\n";
const sound = {
  "src/domains/spaces/index.ts": "",
  "src/domains/spaces/README.md": sign,
  "src/listeners/clocks/index.ts": "",
  "src/listeners/clocks/README.md": sign,
  "src/foundation/jobs/index.ts": "",
  "src/design/index.ts": "",
  "src/front.ts": "",
};

prove("rooms have doors and signs", roomsHaveDoorsAndSigns, sound, [
  ["a domain without a door", { "src/domains/spaces/index.ts": undefined }, "src/domains/spaces has no door"],
  ["a foundation room without a door", { "src/foundation/mail/post.ts": "" }, "src/foundation/mail has no door"],
  ["a domain without a sign", { "src/domains/spaces/README.md": undefined }, "has no README.md"],
  ["a listener without a sign", { "src/listeners/clocks/README.md": undefined }, "has no README.md"],
  ["a sign that says nothing", { "src/domains/spaces/README.md": "# Spaces\n" }, "has 0 lines"],
  ["a sign that says everything", { "src/domains/spaces/README.md": "word\n".repeat(11) }, "has 11 lines"],
  ["a domain nobody planned", { "src/domains/gossip/index.ts": "", "src/domains/gossip/README.md": sign }, "is not in the plan"],
]);

const talk = "src/domains/spaces/parts/talk.island.tsx";

prove(
  "islands carry their names",
  islandsCarryTheirNames,
  { [talk]: 'export default island("spaces/talk", function Talk() { return null; });' },
  [
    ["an island under another's name", { [talk]: 'export default island("spaces/home", Talk);' }, "it says spaces/home"],
    ["an island of another room", { [talk]: 'export default island("people/talk", Talk);' }, "it says people/talk"],
    ["an island with a computed name", { [talk]: "export default island(name, Talk);" }, "it says nothing"],
    ["an island that is none", { [talk]: "export default function Talk() { return null; }" }, "it says nothing"],
    [
      "an island among the pages",
      { "src/domains/spaces/pages/a.island.tsx": 'export default island("spaces/a", A);' },
      "no place for an island",
    ],
  ],
);
