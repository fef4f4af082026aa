/** A line of a picture's conversation. `answers` is the place of the line that is quoted, `topic` that of its topic. */
interface Line {
  who: number;
  text: string;
  answers?: number;
  topic?: number;
}

/** A room as it stands in the pictures. Invented, like everyone who speaks in it. */
export interface Furnished {
  title: string;
  kind: "group" | "circle";
  startHere: string;
  /** Who cares for it, by her place among the people; the picture is taken at her phone. */
  host: number;
  /** Who is in it, and under which name. */
  names: Record<number, string>;
  topics: string[];
  lines: Line[];
  felt: [who: number, line: number, kind: string][];
  /** How far the host has read. */
  readTo: number;
}

const circle: Furnished = {
  title: "Our circle",
  kind: "circle",
  startHere: "",
  host: 0,
  names: { 0: "Linden" },
  topics: [],
  lines: [{ who: 0, text: "Soup is in the blue pot. No need to answer." }],
  felt: [],
  readTo: 0,
};

const arabic: Furnished = {
  title: "هدوء المساء",
  kind: "group",
  startHere: "القراءة وحدها تكفي. الكتابة متى شئت.",
  host: 6,
  names: { 1: "ياسمين", 2: "زيتونة", 3: "سنونوة", 6: "زيزفونة" },
  topics: ["النوم"],
  lines: [
    { who: 1, text: "اليوم كان أهدأ من أمس. مشيت حتى النافذة ثم عدت." },
    { who: 2, text: "وأنا نمت حتى الصباح لأول مرة منذ أسبوع.", topic: 0 },
    { who: 6, text: "كيف تنامين على جنب واحد؟" },
    { who: 3, text: "وضعت وسادتين خلف ظهري، وساعدني ذلك كثيرًا.", answers: 2 },
    { who: 6, text: "شكرًا لك، سأجرب الليلة." },
  ],
  felt: [
    [2, 0, "hug"],
    [6, 0, "hug"],
    [6, 3, "thanks"],
  ],
  readTo: 4,
};

const chinese: Furnished = {
  title: "手术后的第一年",
  kind: "group",
  startHere: "想看多久都可以，不必写。若发烧或红肿扩大，请联系您的病房。",
  host: 7,
  names: { 1: "梅花", 2: "燕子", 3: "青竹", 7: "椴树" },
  topics: ["睡眠"],
  lines: [
    { who: 1, text: "今天拔了引流管，比想象的轻松得多，只有十秒钟。" },
    { who: 2, text: "头三周我一直在胳膊下垫一个小枕头，坐车时最有用。" },
    { who: 7, text: "抬手的时候还有点牵拉感，这样正常吗？" },
    { who: 3, text: "我那时也有一点，下次复诊时问了医生才放心。", answers: 2 },
    { who: 7, text: "谢谢您，今晚正想听到这句话。" },
  ],
  felt: [
    [2, 0, "hug"],
    [7, 0, "hug"],
    [7, 3, "thanks"],
  ],
  readTo: 4,
};

const children: Furnished = {
  title: "Telling the children",
  kind: "group",
  startHere: "",
  host: 0,
  names: { 0: "Linden", 1: "Swift", 5: "Maple" },
  topics: [],
  lines: [
    { who: 5, text: "Mine asked whether I would still do the voices in the stories." },
    { who: 1, text: "We used the book about the bear." },
  ],
  felt: [],
  readTo: 1,
};

const surgery: Furnished = {
  title: "First year after surgery",
  kind: "group",
  startHere: "Read as long as you like before you write. Nobody is asked to. For fever, or redness that grows, call your ward.",
  host: 0,
  names: { 0: "Linden", 1: "Juniper", 2: "Olive", 3: "Wren", 4: "Hazel" },
  topics: ["Healing", "Sleep"],
  lines: [
    { who: 1, text: "The drain came out today. It was far less than I had feared. Ten seconds, and a strange long pull." },
    { who: 2, text: "I kept a small cushion under my arm for the first three weeks, mostly in the car.", topic: 0 },
    { who: 0, text: "Is it all right that it still pulls when I reach up?" },
    { who: 4, text: "For me a little pulling was usual while the scar settled. I asked at my next visit, to be sure.", answers: 2 },
    { who: 0, text: "Thank you, Hazel. That is what I needed to hear tonight." },
    { who: 3, text: "My sister sewed me one. It goes under the seat belt. I will write down how she made it.", topic: 0 },
  ],
  felt: [
    [2, 0, "hug"],
    [0, 0, "hug"],
    [3, 0, "me-too"],
    [4, 1, "heart"],
    [0, 3, "thanks"],
  ],
  readTo: 4,
};

const garden: Furnished = {
  title: "Garden walk on Thursdays",
  kind: "group",
  startHere: "We meet at the gate at ten and go as far as the slowest likes.",
  host: 5,
  names: { 5: "Maple", 2: "Plum" },
  topics: [],
  lines: [{ who: 5, text: "The gate is open from half past nine." }],
  felt: [],
  readTo: 0,
};

/** In the order in which they were last spoken in, the newest at the end. */
export const ROOMS: readonly Furnished[] = [garden, arabic, chinese, children, circle, surgery];
