import { catalogue } from "#foundation/language";
import ar from "./ar.json";
import en from "./en.json";
import ru from "./ru.json";
import zh from "./zh.json";

export const words = catalogue({ en, zh, ar, ru });
export type NotificationWords = ReturnType<typeof words>;
