/** Names and sentences for load tests: of several scripts, and the same for the same number, so that a run can be repeated. */
const NAMES = [
  "Linden",
  "Heron",
  "Maple",
  "Otter",
  "Fern",
  "Swift",
  "Rowan",
  "Lark",
  "梅花",
  "燕子",
  "ياسمين",
  "نورس",
  "Рябина",
  "Синица",
  "Juniper",
  "Wren",
];

const SENTENCES = [
  "The drain came out today, and I slept through the night.",
  "Thank you all. I read every word.",
  "Has anyone found a soft bra that does not rub on the scar?",
  "我今天做完第三次化疗了，有点累，但是还好。",
  "谢谢你们一直陪着我。",
  "هل جرّبت إحداكن تمارين الذراع بعد العملية؟",
  "شكرًا لكنّ، كلماتكن تساعدني كثيرًا.",
  "Сегодня забрала результаты, врач говорит, всё идёт хорошо.",
  "Кто поедет в четверг на встречу? Могу подвезти двоих.",
  "I wrote down my questions before the appointment, and it helped.",
  "Yes.",
  "My sister stayed with the children, so I could rest in the afternoon. Small things, but they carry the week, and I wanted to tell someone who knows what that means.",
];

const TITLES = [
  "First year after surgery",
  "Young and diagnosed",
  "第一年",
  "السنة الأولى",
  "После лечения",
  "Living with lymphoedema",
  "Thursday walkers",
];

const pick = (list: readonly string[], number: number): string => list[number % list.length]!;

export const aliasOf = (number: number): string => `${pick(NAMES, number)} ${number + 1}`;
export const titleOf = (number: number): string => `${pick(TITLES, number)} ${number + 1}`;
export const sentenceOf = (number: number): string => pick(SENTENCES, number * 7 + Math.floor(number / SENTENCES.length));
