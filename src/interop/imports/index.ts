/** The door of this room: bringing a group's history along. */
export { BadExport } from "./bad-export.ts";
export type { Export, ExportedMessage, Person, Survey } from "./export.ts";
export { historyIn, strangersIn, type HistoryMessage, type HistoryOptions } from "./history.ts";
export { leftOutOf } from "./left-out.ts";
export { preview, previewJson, type Preview } from "./preview.ts";
export { openJson, openSource, textSource, type Source } from "./source.ts";
export { summaryOf, type Summary } from "./summary.ts";
export { watched, type Reading } from "./watched.ts";
export { telegramExport } from "./telegram/export.ts";
export { inventedTelegram } from "./telegram/invented-export.ts";
export type { DateOrder } from "./whatsapp/calendar.ts";
export { whatsappExport } from "./whatsapp/export.ts";
export { inventedExport } from "./whatsapp/invented-export.ts";
export { styles } from "./whatsapp/styles.ts";
export { clockIn } from "./zone.ts";
