/** What a piece of SQL does to a table. */
export interface Deed {
  readonly table: string;
  readonly verb: "insert" | "update" | "delete" | "truncate" | "define" | "create";
  readonly offset: number;
}

const ONE = String.raw`(?:only\s+)?(?:"?public"?\.)?"?[a-z_][a-z0-9_]*"?`;
const NAME = `(?<tables>${ONE})`;
const NAMES = String.raw`(?<tables>${ONE}(?:\s*,\s*${ONE})*)`;
const PATTERNS: readonly [Deed["verb"], RegExp][] = [
  ["create", new RegExp(String.raw`\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?${NAME}`, "gi")],
  ["insert", new RegExp(String.raw`\b(?:insert|merge)\s+into\s+${NAME}`, "gi")],
  ["insert", new RegExp(String.raw`\bcopy\s+${NAME}(?:\s*\([^)]*\))?\s+from\b`, "gi")],
  ["update", new RegExp(String.raw`\bupdate\s+${NAME}(?:\s+(?:as\s+)?[a-z_]+)?\s+set\b`, "gi")],
  ["delete", new RegExp(String.raw`\bdelete\s+from\s+${NAME}`, "gi")],
  ["truncate", new RegExp(String.raw`\btruncate\s+(?:table\s+)?${NAMES}`, "gi")],
  ["define", new RegExp(String.raw`\b(?:alter|drop)\s+table\s+(?:if\s+exists\s+)?${NAMES}`, "gi")],
  ["define", new RegExp(String.raw`\b(?:create|alter|drop)\s+policy\s+(?:if\s+exists\s+)?(?:"[^"]+"|\S+)\s+on\s+${NAME}`, "gi")],
  ["define", new RegExp(String.raw`\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\s[^;]*?\son\s+${NAME}`, "gi")],
  ["define", new RegExp(String.raw`\bcreate\s+(?:unique\s+)?index\s[^;]*?\bon\s+${NAME}`, "gi")],
  [
    "define",
    new RegExp(
      String.raw`\b(?:grant|revoke)\s+(?:select|insert|update|delete|truncate|all)\b[^;]*?\son\s+(?:table\s+)?${NAMES}\s+(?:to|from)\b`,
      "gi",
    ),
  ],
];

const plain = (name: string) => (/\w+(?="?\s*$)/.exec(name)?.[0] ?? "").toLowerCase();

/** Blanks comments, keeping every other character in its place. */
export const withoutComments = (sql: string) =>
  sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "));

/** Every table that SQL creates, writes or defines, wherever it stands: bodies of functions count. */
export function deedsIn(sql: string): Deed[] {
  const text = withoutComments(sql);
  return PATTERNS.flatMap(([verb, pattern]) =>
    [...text.matchAll(pattern)].flatMap(({ groups, index }) =>
      (groups?.["tables"] ?? "").split(",").map((name): Deed => ({ verb, table: plain(name), offset: index })),
    ),
  );
}
