import { lineAt, running, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { requestsOf } from "./requests.ts";
import { deedsIn } from "./sql.ts";
import { calledName, walk } from "./syntax.ts";

const ENGINES = /^(kysely|pg|pg-boss)(\/|$)/;
const QUERIES = ["selectFrom", "insertInto", "updateTable", "deleteFrom", "mergeInto"];

/** The front hall composes everything and contains nothing: no table, no query, no page of its own. */
export const frontHallOnlyComposes: Wall = (files) =>
  running(files).flatMap(([path, text]) => {
    if (placeOf(path)?.layer !== "front") return [];
    const faults: string[] = [];
    const report = (start: number, what: string) =>
      faults.push(`${path}:${lineAt(text, start)} ${what}. The front hall only composes: move it into the room it belongs to.`);
    for (const { specifier, how, line } of requestsOf(path, text)) {
      if (how === "import" && ENGINES.test(specifier ?? ""))
        faults.push(`${path}:${line} takes up ${specifier}. The front hall holds no queries.`);
    }
    walk(path, text, {
      CallExpression: (node) => {
        if (QUERIES.includes(calledName(node.callee) ?? "")) report(node.start, "asks the database");
      },
      TemplateLiteral: (node) => {
        if (deedsIn(text.slice(node.start, node.end)).length > 0) report(node.start, "holds SQL");
      },
      Literal: (node) => {
        if (typeof node.value === "string" && deedsIn(node.value).length > 0) report(node.start, "holds SQL");
      },
      JSXOpeningElement: (node) => void (node.name.type === "JSXIdentifier" && report(node.start, `draws <${node.name.name}>`)),
    });
    return faults;
  });
