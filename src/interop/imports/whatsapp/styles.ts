import { pair } from "./calendar.ts";

/** How a phone of one language writes an export. Used to invent exports; the reader never looks here. */
export interface Style {
  name: string;
  lineEnd: "\n" | "\r\n";
  hasSeconds: boolean;
  stamp(at: Moment): string;
  omitted: string;
  attached(file: string): string;
  deleted: string;
  edited: string;
  notice: string;
}

/** A wall-clock moment. */
export type Moment = Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>;

const short = (year: number): string => pair(year % 100);
const twelve = (hour: number): number => hour % 12 || 12;
const eastern = (text: string | number): string => `${text}`.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

const android = { lineEnd: "\n", hasSeconds: false } as const;
const phone = { lineEnd: "\r\n", hasSeconds: true } as const;
const english = { omitted: "<Media omitted>", deleted: "This message was deleted", edited: "<This message was edited>" };
const englishNotice = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.";

export const styles: readonly Style[] = [
  {
    ...android,
    ...english,
    name: "Android, British English",
    stamp: ({ year, month, day, hour, minute }) => `${pair(day)}/${pair(month)}/${year}, ${pair(hour)}:${pair(minute)} - `,
    attached: (file) => `\u200e${file} (file attached)`,
    notice: englishNotice,
  },
  {
    ...android,
    ...english,
    name: "Android, American English",
    stamp: ({ year, month, day, hour, minute }) =>
      `${month}/${day}/${short(year)}, ${twelve(hour)}:${pair(minute)}\u202f${hour < 12 ? "AM" : "PM"} - `,
    attached: (file) => `${file} (file attached)`,
    notice: englishNotice,
  },
  {
    ...phone,
    ...english,
    name: "iPhone, British English",
    stamp: ({ year, month, day, hour, minute, second }) =>
      `[${pair(day)}/${pair(month)}/${year}, ${pair(hour)}:${pair(minute)}:${pair(second)}] `,
    omitted: "\u200eimage omitted",
    deleted: "\u200eThis message was deleted.",
    edited: "\u200e<This message was edited>",
    attached: (file) => `\u200e<attached: ${file}>`,
    notice: `\u200e${englishNotice}`,
  },
  {
    ...android,
    name: "Android, German",
    stamp: ({ year, month, day, hour, minute }) => `${pair(day)}.${pair(month)}.${short(year)}, ${pair(hour)}:${pair(minute)} - `,
    omitted: "<Medien ausgeschlossen>",
    attached: (file) => `\u200e${file} (Datei angehängt)`,
    deleted: "Diese Nachricht wurde gelöscht.",
    edited: "<Diese Nachricht wurde bearbeitet.>",
    notice: 'Du hast die Gruppe "Mutmacherinnen: 2025" erstellt.',
  },
  {
    ...android,
    name: "Android, Arabic with Arabic digits",
    stamp: ({ year, month, day, hour, minute }) =>
      eastern(`${day}\u200f/${month}\u200f/${year}، ${twelve(hour)}:${pair(minute)}\u00a0${hour < 12 ? "ص" : "م"} - `),
    omitted: "<تم استبعاد الوسائط>",
    attached: (file) => `${file} (الملف مرفق)`,
    deleted: "تم حذف هذه الرسالة",
    edited: "<This message was edited>",
    notice: "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
  },
  {
    ...phone,
    name: "iPhone, Chinese",
    stamp: ({ year, month, day, hour, minute, second }) =>
      `[${year}/${month}/${day} ${hour < 12 ? "上午" : "下午"}${twelve(hour)}:${pair(minute)}:${pair(second)}] `,
    omitted: "\u200e照片已忽略",
    attached: (file) => `\u200e<附件: ${file}>`,
    deleted: "\u200e这条消息已被删除。",
    edited: "<This message was edited>",
    notice: "\u200e消息和通话都进行端到端加密。",
  },
  {
    ...android,
    name: "Android, Russian",
    stamp: ({ year, month, day, hour, minute }) => `${pair(day)}.${pair(month)}.${year}, ${pair(hour)}:${pair(minute)} - `,
    omitted: "<Без медиафайлов>",
    attached: (file) => `\u200e${file} (файл добавлен)`,
    deleted: "Данное сообщение удалено",
    edited: "<Сообщение изменено>",
    notice: 'Ольга Петрова создал(-а) группу "Вместе: легче"',
  },
  {
    ...android,
    name: "Android, Uzbek with twelve hours",
    stamp: ({ year, month, day, hour, minute }) =>
      `${pair(day)}/${pair(month)}/${short(year)}, ${twelve(hour)}:${pair(minute)} ${hour < 12 ? "TO" : "TK"} - `,
    omitted: "<fayl o‘tkazib yuborildi>",
    attached: (file) => `${file} (fayl biriktirildi)`,
    deleted: "Ushbu xabar o‘chirildi",
    edited: "<This message was edited>",
    notice: 'Ruth Adler created group "Pushti: doira"',
  },
];
