import { IntlMessageFormat } from "intl-messageformat";
import { locales } from "#foundation/language";
import { isCode, isTest, lineAt, type Files, type Wall } from "./files.ts";
import { calledName, literalOf, walk } from "./syntax.ts";

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];
const KINDS = ["text", "argument", "number", "date", "time", "select", "plural", "#", "tag"];

/** The words of every room in one language, by the room's folder; a file that is no flat object of strings is a fault. */
function wordsOf(files: Files, locale: string): Map<string, { path: string; words: Map<string, string>; fault?: string }> {
  const found = new Map<string, { path: string; words: Map<string, string>; fault?: string }>();
  for (const [path, text] of files) {
    const [, room] = /^(src\/.+)\/words\/([a-z]+)\.json$/.exec(path) ?? [];
    if (room === undefined || !path.endsWith(`/${locale}.json`)) continue;
    const read = flatWords(text);
    const keys = [...text.matchAll(/^\s*"([^"]+)"\s*:/gm)].map(([, key]) => key);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    const fault = read ? (twice ? `says ${twice} twice` : undefined) : "is not a flat object of keys and words";
    found.set(room, { path, words: new Map(read ?? []), ...(fault ? { fault } : {}) });
  }
  return found;
}

function flatWords(json: string): [string, string][] | undefined {
  const read: unknown = JSON.parse(json);
  if (typeof read !== "object" || read === null) return undefined;
  const entries = Object.entries(read).map(([key, text]: [string, unknown]) =>
    typeof text === "string" ? ([key, text] as [string, string]) : undefined,
  );
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

/** Every room says everything in every language, with the same arguments and with every plural that language has. */
export const languagesSayTheSame: Wall = (files) => {
  const english = wordsOf(files, "en");
  return locales.flatMap((locale) => {
    const translated = wordsOf(files, locale);
    const homeless = [...translated.keys()]
      .filter((room) => !english.has(room))
      .map((room) => `${room}/words has no en.json, from which it is translated.`);
    const faults = [...english].flatMap(([room, { words }]) => {
      const other = translated.get(room);
      if (!other) return [`${room}/words/${locale}.json is missing: people who read ${locale} would find nothing.`];
      if (other.fault) return [`${other.path} ${other.fault}.`];
      const extra = [...other.words.keys()]
        .filter((key) => !words.has(key))
        .map((key) => `${other.path} says ${key}, which English does not.`);
      return [...extra, ...[...words].flatMap(([key, text]) => wordFaults(other.path, locale, key, text, other.words.get(key)))];
    });
    return [...homeless, ...faults];
  });
};

function wordFaults(path: string, locale: string, key: string, english: string, text: string | undefined): string[] {
  if (text === undefined) return [`${path} does not say ${key} ("${english}").`];
  if (text.trim() === "") return [`${path} says nothing for ${key} ("${english}").`];
  const read = shapeOf(text, locale);
  const wanted = shapeOf(english, "en");
  if (typeof read === "string") return [`${path} ${key} is no ICU message: ${read}.`];
  if (typeof wanted === "string") return [];
  const [has, wants] = [read.names.join(", ") || "none", wanted.names.join(", ") || "none"];
  if (has !== wants) return [`${path} ${key} has the arguments ${has}; English has ${wants}.`];
  return read.missing.map((category) => `${path} ${key} lacks the plural "${category}", which ${locale} has.`);
}

/** The arguments of a message with their kinds, and the plurals its language has and it lacks; or why it cannot be read. */
function shapeOf(text: string, locale: string): { names: string[]; missing: string[] } | string {
  const names = new Set<string>();
  const missing = new Set<string>();
  function visit(elements: readonly Element[]): void {
    for (const element of elements) {
      const kind = KINDS[element.type] ?? "";
      if ("options" in element) {
        const keys = Object.keys(element.options);
        const isPlural = "pluralType" in element;
        names.add(`${element.value}:${isPlural ? (element.pluralType ?? "cardinal") : `select(${keys.toSorted().join("|")})`}`);
        const rules = isPlural
          ? new Intl.PluralRules(locale, { type: element.pluralType ?? "cardinal" }).resolvedOptions().pluralCategories
          : [];
        for (const category of rules) if (!keys.includes(category)) missing.add(category);
        for (const option of Object.values(element.options)) visit(option.value);
      } else if ("value" in element && kind !== "text") names.add(`${element.value}:${kind}`);
    }
  }
  try {
    visit(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return { names: [...names].toSorted(), missing: [...missing] };
}

/** Nothing is translated in vain, and nothing is said that has no words. A key may be written out, or begin plainly: `part.${part}`. */
export const wordsAreUsed: Wall = (files) =>
  [...wordsOf(files, "en")].flatMap(([room, { path, words }]) => {
    const { patterns, calls } = usesIn(files, room);
    const unused = [...words.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)));
    const unsaid = calls.filter(({ pattern }) => ![...words.keys()].some((key) => pattern.test(key)));
    return [
      ...unused.map((key) => `${path} says ${key}, which nothing in ${room} uses. Use it or take it out, in every language.`),
      ...unsaid.map(({ at, said }) => `${at} says ${said}, for which ${path} has no words.`),
    ];
  });

interface Use {
  at: string;
  said: string;
  pattern: RegExp;
}

/** Every text in a room's code that could be a key, and the calls `w(…)` that certainly name one. */
function usesIn(files: Files, room: string): { patterns: RegExp[]; calls: Use[] } {
  const patterns: RegExp[] = [];
  const calls: Use[] = [];
  for (const [path, text] of files) {
    if (!path.startsWith(`${room}/`) || !isCode(path) || isTest(path)) continue;
    walk(path, text, {
      Literal: ({ value }) => void (typeof value === "string" && patterns.push(patternOf([value]))),
      TemplateLiteral: ({ quasis }) => {
        if (quasis.some(({ value }) => value.raw.includes("."))) patterns.push(patternOf(quasis.map(({ value }) => value.raw)));
      },
      CallExpression: ({ callee, arguments: [first], start }) => {
        const isTemplate = first?.type === "TemplateLiteral";
        const said = isTemplate ? first.quasis.map(({ value }) => value.raw) : [literalOf(first) ?? ""];
        if (callee.type !== "Identifier" || calledName(callee) !== "w" || said.join("") === "") return;
        calls.push({ at: `${path}:${lineAt(text, start)}`, said: said.join("…"), pattern: patternOf(said) });
      },
    });
  }
  return { patterns, calls };
}

const patternOf = (parts: string[]) =>
  new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join(".+")}$`);
