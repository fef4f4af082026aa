import type { DatabaseWall } from "./ask.ts";
import { functionWalls } from "./functions.ts";
import { policyWalls } from "./policies.ts";
import { roleWalls } from "./roles.ts";
import { tableWalls } from "./tables.ts";

/** Every wall of the database, by the sentence it stands for. */
export const databaseWalls: Readonly<Record<string, DatabaseWall>> = { ...roleWalls, ...tableWalls, ...functionWalls, ...policyWalls };
