import type { Argument, CallExpression, Expression, Span } from "oxc-parser";
import { lineAt } from "./files.ts";
import { calledName, literalOf, ownerName, scopeOf, walk } from "./syntax.ts";

/** One thing a file asks for by an address, however it asks. `specifier` is undefined when the address is computed. */
export interface Request {
  readonly specifier: string | undefined;
  readonly how: "import" | "type" | "merge" | "glob";
  readonly line: number;
}

const kind = (importKind: string | null | undefined) => (importKind === "type" ? "type" : "import");
const LOADERS = ["require", "createRequire", "importActual", "importMock"]; // and `import.meta.resolve`, below

/** Every request of a file: imports, re-exports, types, dynamic imports, merged modules, Vite's globs, `require`. */
export function requestsOf(path: string, text: string): Request[] {
  const requests: Request[] = [];
  const ask = (specifier: string | undefined, how: Request["how"], { start }: Span) =>
    requests.push({ specifier, how, line: lineAt(text, start) });
  walk(path, text, {
    ImportDeclaration: (node) => void ask(node.source.value, kind(node.importKind), node),
    ExportNamedDeclaration: (node) => void (node.source && ask(node.source.value, kind(node.exportKind), node)),
    ExportAllDeclaration: (node) => void ask(node.source.value, kind(node.exportKind), node),
    ImportExpression: (node) => void ask(literalOf(node.source) ?? scopeOf(node.source), "import", node),
    TSImportType: (node) => void ask(node.source.value, "type", node),
    TSExternalModuleReference: (node) => void ask(literalOf(node.expression), "import", node),
    TSModuleDeclaration: (node) => void (node.id.type === "Literal" && ask(node.id.value, "merge", node)),
    NewExpression: ({ callee, arguments: [first, origin], start, end }) => {
      const isOurs = calledName(callee) === "URL" && origin !== undefined && text.slice(origin.start, origin.end) === "import.meta.url";
      if (isOurs) ask(first?.type === "SpreadElement" ? undefined : literalOf(first), "import", { start, end });
    },
    CallExpression: (node) => {
      if (isGlob(node)) for (const pattern of patternsOf(node.arguments[0])) ask(pattern, "glob", node);
      else if (LOADERS.includes(calledName(node.callee) ?? "") || text.slice(node.callee.start, node.callee.end) === "import.meta.resolve")
        ask(literalOf(node.arguments[0]), "import", node);
    },
  });
  return requests;
}

/** `import.meta.glob(…)`: Vite's way to import many files at once. */
function isGlob({ callee }: CallExpression): boolean {
  return calledName(callee) === "glob" && ownerName(callee) === undefined && "object" in callee && callee.object.type === "MetaProperty";
}

function patternsOf(node: Argument | undefined): (string | undefined)[] {
  if (node?.type !== "ArrayExpression") return [literalOf(node)];
  return node.elements.map((element) =>
    element && element.type !== "SpreadElement" ? literalOf(element satisfies Expression) : undefined,
  );
}
