import { backup } from "./backup.ts";
import { doctor } from "./doctor.ts";
import { importTelegram } from "./import-telegram.ts";
import { importWhatsapp } from "./import-whatsapp.ts";
import { populate } from "./populate.ts";
import { restore } from "./restore.ts";
import { token } from "./token.ts";
import type { Verb } from "./verb.ts";

/** Everything the command line can do, in the order in which --help lists it. */
export const verbs: readonly Verb[] = [importWhatsapp, importTelegram, backup, restore, populate, token, doctor];
