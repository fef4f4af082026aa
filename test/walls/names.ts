import { basename } from "node:path";
import { isCode, type Wall } from "./files.ts";

const EMPTY = new Set("util utils helper helpers common misc shared core base lib libs manager managers service".split(" "));
const PLATFORM = /\bservice-worker\b/; // the web's own name for a thing
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const DATED = /^\d{8}_\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/;
const LINES = 300;

/** No file or folder hides behind a name that says nothing. */
export const namesSaySomething: Wall = (files) =>
  [...files.keys()].flatMap((path) => {
    const empty = path
      .toLowerCase()
      .replace(PLATFORM, "")
      .split(/[/._-]/)
      .find((word) => EMPTY.has(word));
    return empty ? [`${path} is called "${empty}", which says nothing. Name it after what it holds, as the field would.`] : [];
  });

/** Files and folders are kebab-case; migrations carry their date, and no two the same. */
export const namesAreKebabCase: Wall = (files) => {
  const dates = new Map<string, string>();
  return [...files.keys()].flatMap((path) => {
    const name = basename(path);
    if (path.endsWith(".md")) return [];
    if (!path.endsWith(".sql")) {
      return path.split("/").every((part) => KEBAB.test(part)) ? [] : [`${path} is not kebab-case: use small letters, digits and hyphens.`];
    }
    if (!DATED.test(name)) return [`${path} has no date: call it YYYYMMDD_HHMM_what_it_does.sql.`];
    const date = name.slice(0, 13);
    const twin = dates.get(date);
    dates.set(date, path);
    return twin ? [`${path} has the date of ${twin}: give it a minute of its own, or their order is chance.`] : [];
  });
};

const PLAIN = /^(tools|bench\/peers)\/[^/]+\.mjs$/; // what must run on an older Node, and the programs we measure ourselves against

/** Code is TypeScript, so that types and walls see all of it. */
export const codeIsTypeScript: Wall = (files) =>
  [...files.keys()]
    .filter((path) => isCode(path) && !/\.tsx?$/.test(path) && !PLAIN.test(path))
    .map((path) => `${path} is not TypeScript: call it .ts or .tsx.`);

/** A file is short enough to be read at a sitting. */
export const filesAreShort: Wall = (files) =>
  [...files].flatMap(([path, text]) => {
    const lines = text.trimEnd().split("\n").length;
    if (lines <= LINES || !(isCode(path) || /\.(css|sql)$/.test(path))) return [];
    return [`${path} has ${lines} lines; ${LINES} is the most. It holds more than one idea: give the second its own file.`];
  });
