import { serverRoomsStayHome } from "./browser-door.ts";
import { roomsFormNoCircle } from "./circles.ts";
import { doorsAreTheOnlyWays, nothingIsHandedOn } from "./doors.ts";
import { factsAreStatedByTheirRoom } from "./facts.ts";
import type { Wall } from "./files.ts";
import { frontHallOnlyComposes } from "./front-hall.ts";

import { importsGoRight } from "./imports.ts";
import { codeIsTypeScript, filesAreShort, namesAreKebabCase, namesSaySomething } from "./names.ts";
import { nobodyPrints } from "./printing.ts";
import { sqlIsNeverGlued } from "./queries.ts";
import { onlyInteropReachesOut } from "./reaching-out.ts";
import { domainsOnlyRefuse } from "./refusals.ts";
import { islandsCarryTheirNames, roomsHaveDoorsAndSigns } from "./rooms.ts";
import { settingsAreReadInOnePlace } from "./settings.ts";
import { nothingIsStyledInline, stylesUseTokens } from "./styles.ts";
import { tablesAreWrittenByOneRoom, writtenTablesAreNamed } from "./tables.ts";
import { languagesSayTheSame, wordsAreUsed } from "./words.ts";

/** Every wall of the house that files can show, by the sentence it stands for. The walls of the database are in `database/`. */
export const walls: Readonly<Record<string, Wall>> = {
  "every import goes right, and through a door": importsGoRight,
  "the doors are the only ways in": doorsAreTheOnlyWays,
  "no room hands on what is another's": nothingIsHandedOn,
  "rooms enter each other in no circle": roomsFormNoCircle,
  "no server code travels to the browser": serverRoomsStayHome,
  "the front hall composes and contains nothing": frontHallOnlyComposes,
  "every room has a door and a sign, and stands in the plan": roomsHaveDoorsAndSigns,
  "every island carries its own name": islandsCarryTheirNames,
  "no file hides behind an empty name": namesSaySomething,
  "every name is kebab-case, and every migration dated": namesAreKebabCase,
  "every file of code is TypeScript": codeIsTypeScript,
  "no file is longer than a sitting": filesAreShort,
  "every table is written by one room": tablesAreWrittenByOneRoom,
  "every query names the table it writes": writtenTablesAreNamed,
  "no value is glued into SQL": sqlIsNeverGlued,
  "every fact is stated by its own room, in the past": factsAreStatedByTheirRoom,
  "every language says the same": languagesSayTheSame,
  "every word is used, and every saying has words": wordsAreUsed,
  "settings are read in one place": settingsAreReadInOnePlace,
  "nobody prints what people wrote": nobodyPrints,
  "only interop speaks with other machines": onlyInteropReachesOut,
  "a domain throws nothing but a refusal": domainsOnlyRefuse,
  "styles use tokens, and sides that turn with the script": stylesUseTokens,
  "nothing is styled inline": nothingIsStyledInline,
};
