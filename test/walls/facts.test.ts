import { factsAreStatedByTheirRoom } from "./facts.ts";
import { prove } from "./plant.ts";

const declare = (...kinds: string[]) =>
  `declare module "#foundation/facts" { interface Facts { ${kinds.map((kind) => `"${kind}": { messageId: string }`).join("; ")} } }`;
const message = "src/domains/spaces/message.ts";
const code = (text: string) => ({ "src/domains/spaces/a.ts": text });
const sound = {
  [message]: `${declare("spaces.message-said", "spaces.member-left")}\nawait state(tx, "spaces.message-said", id, about); setState("sending");`,
  "src/foundation/identity/index.ts": declare("identity.session-ended"),
  "src/listeners/notifications/index.ts": 'export const notifications = { hears: ["spaces.message-said"] };',
  "src/domains/spaces/migrations/20260101_1000_say.sql":
    "insert into fact (kind) values ('spaces.message-said'); -- 'people.person-joined'",
};

prove("facts are stated by their room", factsAreStatedByTheirRoom, sound, [
  ["a kind in another room's name", code(declare("people.person-joined")), 'facts of spaces begin with "spaces."'],
  ["a kind without a verb", code(declare("spaces.message")), "room.noun-past-tense"],
  ["a kind in capitals", code(declare("spaces.messageSaid")), "room.noun-past-tense"],
  ["a kind that is a command", code(declare("spaces.message-delete")), "does not end in the past"],
  ["a room that states another's fact", code('state(tx, "identity.session-ended", id, {});'), "which only identity may state"],
  ["a fact that nobody declares", code('state(tx, "spaces.topic-begun", id, {});'), "which no room declares"],
  [
    "SQL that states another's fact",
    { "src/domains/care/migrations/20260101_1001_a.sql": "insert into fact (kind) values ('spaces.message-said');" },
    "which only spaces may state",
  ],
  [
    "SQL that states a fact nobody declares",
    { "src/domains/spaces/migrations/20260101_1001_a.sql": "\ninsert into public.fact (kind) values ('spaces.room-opened');" },
    "a.sql:2 states",
  ],
]);
