import type { CallExpression } from "oxc-parser";
import { isTest, lineAt, type Files, type Wall } from "./files.ts";
import { nameOf, placeOf } from "./place.ts";
import { deedsIn, withoutComments } from "./sql.ts";
import { calledName, literalOf, walk } from "./syntax.ts";

const WRITERS = ["insertInto", "replaceInto", "updateTable", "deleteFrom", "mergeInto"];
/** Any room may state its own fact from SQL, in the transaction that makes it true; `facts.ts` watches which. */
const STATED = "fact";

const roomOf = (path: string) => {
  const place = placeOf(path);
  return place ? nameOf(place) : path;
};

const COMPUTED_IN_SQL = /\b(?:insert\s+into|merge\s+into|update|delete\s+from|truncate)\s+(?:%|'\s*\|\|)/i;
const COMPUTED_IN_CODE = /\b(?:insert\s+into|merge\s+into|update|delete\s+from|truncate)\s+\$\{/i;

/** Which room made each table. */
export function makersOf(files: Files): Map<string, string[]> {
  const makers = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!/\/migrations\/.*\.sql$/.test(path)) continue;
    for (const { table, verb } of deedsIn(text)) if (verb === "create") makers.set(table, [...(makers.get(table) ?? []), roomOf(path)]);
  }
  return makers;
}

/** Each table is made, defined and written by one room. News for others travels as facts, questions go to the room's door. */
export const tablesAreWrittenByOneRoom: Wall = (files) => {
  const makers = makersOf(files);
  const twice = [...makers].filter(([, rooms]) => rooms.length > 1);
  const trespasses = [...files].flatMap(([path, text]) =>
    writesIn(path, text).flatMap(({ table, line, what }) => {
      const [maker] = makers.get(table) ?? [];
      if (maker === undefined || maker === roomOf(path)) return [];
      return [
        `${path}:${line} ${what} ${table}, which is ${maker}'s. Ask at that room's door for a function that does it, or state a fact.`,
      ];
    }),
  );
  return [...twice.map(([table, rooms]) => `The table ${table} is made more than once: ${rooms.join(", ")}.`), ...trespasses];
};

/** A query says plainly which table it writes. */
export const writtenTablesAreNamed: Wall = (files) =>
  [...files].flatMap(([path, text]) => {
    const faults: string[] = [];
    if (!path.startsWith("src/") || isTest(path)) return faults;
    walk(path, text, {
      CallExpression: (node) => {
        const verb = calledName(node.callee) ?? "";
        if (WRITERS.includes(verb) && node.callee.type === "MemberExpression" && tablesOf(node).includes(undefined))
          faults.push(`${path}:${lineAt(text, node.start)} writes a table whose name is computed: write ${verb}("table") plainly.`);
      },
    });
    if (path.endsWith(".sql") ? COMPUTED_IN_SQL.test(withoutComments(text)) : COMPUTED_IN_CODE.test(text))
      faults.push(`${path} writes a table whose name is computed: write the statement plainly.`);
    return faults;
  });

interface Write {
  table: string;
  line: number;
  what: string;
}

function writesIn(path: string, text: string): Write[] {
  if (!path.startsWith("src/") || isTest(path)) return [];
  if (path.endsWith(".sql")) return sqlWrites(text, 0, text);
  const writes: Write[] = [];
  walk(path, text, {
    CallExpression: (node) => {
      if (!WRITERS.includes(calledName(node.callee) ?? "")) return;
      for (const table of tablesOf(node)) if (table) writes.push({ table, line: lineAt(text, node.start), what: "writes" });
    },
    TemplateLiteral: (node) => void writes.push(...sqlWrites(text.slice(node.start, node.end), node.start, text)),
    Literal: (node) => void (typeof node.value === "string" && writes.push(...sqlWrites(node.value, node.start, text))),
  });
  return writes;
}

function sqlWrites(sql: string, start: number, whole: string): Write[] {
  const isMigration = start === 0 && sql === whole;
  return deedsIn(sql).flatMap(({ table, verb, offset }) => {
    if (verb === "create" || (isMigration && verb === "insert" && table === STATED)) return [];
    return [{ table, line: lineAt(whole, start + offset), what: verb === "define" ? "defines or opens" : "writes" }];
  });
}

function tablesOf({ arguments: [first] }: CallExpression): (string | undefined)[] {
  const nodes = first?.type === "ArrayExpression" ? first.elements : [first];
  return nodes.map((node) => (node && node.type !== "SpreadElement" ? literalOf(node)?.split(" ")[0] : undefined));
}
