import { Obstacle } from "#foundation/settings";
import { openWhatsapp, whatsappExport, type DateOrder } from "#interop/imports";
import { importVerb } from "./import-verb.ts";
import type { Verb } from "./verb.ts";

/** Brings a group's exported history of WhatsApp into a space, or shows first what it would bring. */
export const importWhatsapp: Verb = importVerb({
  origin: "whatsapp",
  name: "WhatsApp",
  takes: "export.txt or .zip",
  flags: { "date-order": { type: "string", says: "dmy, mdy or ymd, where the export leaves it open" } },
  open: (path) => openWhatsapp(path),
  reader: ({ flag }) => {
    const dateOrder = orderIn(flag("date-order"));
    return (source) => whatsappExport(source, { dateOrder });
  },
});

function orderIn(order: string | undefined): DateOrder | undefined {
  if (order === undefined || order === "dmy" || order === "mdy" || order === "ymd") return order;
  throw new Obstacle(`--date-order is dmy, mdy or ymd, not "${order}".`, 2);
}
