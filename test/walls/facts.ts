import { isTest, lineAt, type Files, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { withoutComments } from "./sql.ts";
import { calledName, literalOf, walk } from "./syntax.ts";

const SHAPE = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)+$/;
const IRREGULAR = new Set(
  (
    "begun born bought broken brought built chosen come cut done drawn fallen felt forgiven forgotten found given gone grown heard held hidden kept " +
    "known laid led left let lost made met paid put read risen said seen sent set shown shut sold spent spoken taken taught told " +
    "understood undone withdrawn won written"
  ).split(" "),
);

interface Mention {
  kind: string;
  room: string;
  at: string;
}

/** A fact's kind is `room.noun-past-tense`: declared by its own room, which alone states it. What happened is a thing of the past. */
export const factsAreStatedByTheirRoom: Wall = (files) => {
  const declared = declaredIn(files);
  const known = new Map(declared.map((mention) => [mention.kind, mention.room]));
  const stated = [...files].flatMap(([path, text]) =>
    isTest(path) ? [] : path.endsWith(".sql") ? statedInSql(path, text) : statedInCode(path, text),
  );
  return [
    ...declared.flatMap(({ kind, room, at }) => {
      const last = kind.split("-").at(-1) ?? "";
      if (!SHAPE.test(kind)) return [`${at} declares "${kind}"; a kind is room.noun-past-tense, as in spaces.message-said.`];
      if (!kind.startsWith(`${room}.`)) return [`${at} declares "${kind}", but facts of ${room} begin with "${room}.".`];
      return last.endsWith("ed") || IRREGULAR.has(last)
        ? []
        : [`${at} declares "${kind}", which does not end in the past: say what has happened.`];
    }),
    ...stated.flatMap(({ kind, room, at }) => {
      if (!kind.startsWith(`${room}.`))
        return [`${at} states "${kind}", which only ${kind.split(".")[0]} may state. State a fact of ${room}, or ask at that door.`];
      return known.has(kind)
        ? []
        : [`${at} states "${kind}", which no room declares. Declare it in \`interface Facts\` beside the function that states it.`];
    }),
  ];
};

function declaredIn(files: Files): Mention[] {
  return [...files].flatMap(([path, text]) => {
    const room = placeOf(path)?.room;
    const found: Mention[] = [];
    if (!room || isTest(path)) return found;
    walk(path, text, {
      TSInterfaceDeclaration: ({ id, body }) => {
        if (id.name !== "Facts") return;
        for (const member of body.body) {
          const kind = member.type === "TSPropertySignature" && member.key.type === "Literal" ? member.key.value : undefined;
          if (typeof kind === "string") found.push({ kind, room, at: `${path}:${lineAt(text, member.start)}` });
        }
      },
    });
    return found;
  });
}

function statedInCode(path: string, text: string): Mention[] {
  const room = placeOf(path)?.room;
  const found: Mention[] = [];
  if (!room) return found;
  walk(path, text, {
    CallExpression: ({ callee, arguments: given, start }) => {
      const kind = calledName(callee) === "state" && callee.type === "Identifier" ? literalOf(given[1]) : undefined;
      if (kind !== undefined) found.push({ kind, room, at: `${path}:${lineAt(text, start)}` });
    },
  });
  return found;
}

/** In SQL, every text of the shape of a kind in a file that inserts into `fact`. */
function statedInSql(path: string, text: string): Mention[] {
  const room = placeOf(path)?.room;
  const sql = withoutComments(text);
  if (!room || !/\binsert\s+into\s+(?:public\.)?fact\b/i.test(sql)) return [];
  return [...sql.matchAll(/'([a-z]+\.[a-z]+(?:-[a-z]+)+)'/g)].map((match) => ({
    kind: match[1] ?? "",
    room,
    at: `${path}:${lineAt(text, match.index)}`,
  }));
}
