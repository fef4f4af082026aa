import { BadExport } from "../bad-export.ts";
import type { Question } from "../export.ts";
import type { Chat } from "./chats.ts";

const MOST_NAMED = 50;
const CONTROLS = /\p{Cc}/gu; // a name is printed to a terminal

/** Which chat of the export is meant: its place among them, or a question while that is open. Throws BadExport when there is no such chat. */
export function choice(chats: readonly Chat[], wanted: string | undefined, file: string): { place: number } | { question: Question } {
  const places = [...chats.keys()];
  const fitting = wanted === undefined ? places : fittingTo(chats, wanted);
  const [place, ...others] = fitting;
  if (place !== undefined && others.length === 0) return { place };
  const named = fitting.length > 0 ? fitting : places;
  const list = named.slice(0, MOST_NAMED).map((at) => `  --chat ${described(chats[at]!)}`);
  const more = named.length > MOST_NAMED ? [`  and ${named.length - MOST_NAMED} more`] : [];
  const rest = `\n${[...list, ...more].join("\n")}`;
  if (place === undefined) throw new BadExport(file, `there is no chat "${wanted}" in it. There are:${rest}`);
  const text =
    wanted === undefined ? "This is the export of an account. Which chat is it?" : `Several chats are called "${wanted}". Which is it?`;
  return { question: { kind: "chat", line: chats[place]!.line, option: "--chat ID", text: text + rest } };
}

/** An id means one chat, and goes before a name; a name may mean several. */
function fittingTo(chats: readonly Chat[], wanted: string): number[] {
  const by = (key: "id" | "name") => [...chats.entries()].flatMap(([place, chat]) => (chat[key] === wanted ? [place] : []));
  const known = by("id");
  return known.length > 0 ? known : by("name");
}

function described({ id, name, type, isLeft, messages }: Chat): string {
  const about = [(type ?? "chat").replaceAll("_", " "), `${messages} message${messages === 1 ? "" : "s"}`, ...(isLeft ? ["left"] : [])];
  const title = name === null ? "" : ` “${name.replace(CONTROLS, "")}”`;
  return `${id ?? JSON.stringify(name ?? "")}${title} (${about.join(", ")})`;
}
