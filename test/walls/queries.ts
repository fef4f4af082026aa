import type { Argument, Expression, Node } from "oxc-parser";
import { lineAt, running, type Wall } from "./files.ts";
import { calledName, literalOf, ownerName, walk } from "./syntax.ts";

const EXEMPT = "src/foundation/database/"; // it makes roles and runs migrations, which take no parameters
const SQL =
  /\bselect\s[\s\S]*\sfrom\s|\binsert\s+into\s+\S|\bupdate\s+\S+\s+set\b|\bdelete\s+from\s+\S|\bmerge\s+into\s|\b(create|alter|drop)\s+(table|role|database|policy|index|function|schema)\s|^[`"']\s*(listen|notify|copy|set\s+local|set\s+role)\s/;

const ESCAPES = ["escapeIdentifier", "escapeLiteral"]; // where PostgreSQL takes no parameter

/** A value reaches SQL as a parameter. Glued into the text it could become a command. */
export const sqlIsNeverGlued: Wall = (files) =>
  running(files).flatMap(([path, text]) => {
    if (path.startsWith(EXEMPT)) return [];
    const faults: string[] = [];
    const constants = constantsOf(path, text);
    const tagged = new Set<Node>();
    const report = ({ start }: Node, what: string) =>
      faults.push(`${path}:${lineAt(text, start)} ${what}. Give values as parameters: sql\`… \${value}\`, or $1 and a list.`);
    walk(path, text, {
      TaggedTemplateExpression: ({ quasi }) => void tagged.add(quasi),
      CallExpression: ({ callee, arguments: [first], start }) => {
        const isRaw = ownerName(callee) === "sql" && ["raw", "lit"].includes(calledName(callee) ?? "");
        if (isRaw && !isConstant(first, constants)) report({ ...callee, start }, `gives a computed text to sql.${calledName(callee)}`);
      },
      TemplateLiteral: (node) => {
        if (tagged.has(node) || isConstant(node, constants) || !SQL.test(text.slice(node.start, node.end))) return;
        report(node, "glues values into SQL");
      },
      BinaryExpression: (node) => {
        const left = literalOf(node.left);
        if (node.operator === "+" && left !== undefined && SQL.test(`"${left} `) && !isConstant(node.right, constants))
          report(node, "glues values into SQL");
      },
    });
    return faults;
  });

/** Names in CAPITALS that the file itself sets to a plain number or string: limits, and the names of channels. */
function constantsOf(path: string, text: string): Set<string> {
  const names = new Set<string>();
  walk(path, text, {
    VariableDeclarator: ({ id, init }) => {
      if (id.type === "Identifier" && /^[A-Z][A-Z0-9_]*$/.test(id.name) && init && isConstant(init, names)) names.add(id.name);
    },
  });
  return names;
}

function isConstant(node: Argument | Expression | undefined, constants: ReadonlySet<string>): boolean {
  if (node?.type === "Literal") return true;
  if (node?.type === "Identifier") return constants.has(node.name);
  if (node?.type === "CallExpression") return ESCAPES.includes(calledName(node.callee) ?? "");
  return node?.type === "TemplateLiteral" && node.expressions.every((part) => isConstant(part, constants));
}
