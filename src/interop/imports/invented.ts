/** Nobody real, in the scripts that real names come in. */
export const people = ["Ruth Adler", "Amina K.", "هدى", "王芳", "Ольга Петрова", "Sunita", "+44 7700 900123", "María José", "Nurse Ana 💗"];
export const phrases = [
  "Good morning, how did the night go?",
  "First infusion done: no nausea so far, only tired.",
  "The clinic moved me to 12/03/2025 at 10:30, can somebody drive?",
  "Re: hair loss: it grows back, mine did: curly!",
  "دعواتكم لي اليوم",
  "姐妹们，今天复查，医生说：情况稳定。",
  "Встреча в 18:30, кабинет 12",
  "Thank you 💗 this group carries me through.",
];

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return (value ^ (value >>> 14)) >>> 0;
  };
}

/** The same thing for the same number. */
export function pick<Thing>(things: readonly Thing[], number: number): Thing {
  const thing = things[number % things.length];
  if (thing === undefined) throw new RangeError("Nothing to pick from.");
  return thing;
}
