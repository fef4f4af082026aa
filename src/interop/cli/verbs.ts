import { doctor } from "./doctor.ts";
import { importWhatsapp } from "./import-whatsapp.ts";
import { populate } from "./populate.ts";
import { token } from "./token.ts";
import type { Verb } from "./verb.ts";

/** Everything the command line can do, in the order in which --help lists it. */
export const verbs: readonly Verb[] = [importWhatsapp, populate, token, doctor];
