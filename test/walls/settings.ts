import type { ImportDeclarationSpecifier, Node } from "oxc-parser";
import { isCode, isTest, type Wall } from "./files.ts";
import { over } from "./report.ts";
import { calledName, ownerName, walk } from "./syntax.ts";

const SETTINGS = "src/foundation/settings/";
const PROGRAMS = ["start.ts", "src/interop/cli/main.ts"]; // they hand the whole environment over, and say in which one packages run
const SENTENCE = `reads the environment. Settings are read in ${SETTINGS} only: add it there, and take it as an argument.`;

/** The environment is read and checked in one place, so that what can be set is known and a wrong value is told at the start. */
export const settingsAreReadInOnePlace: Wall = (files) => {
  const started = [...files].filter(([path]) => /^(src\/|start\.ts$)/.test(path) && isCode(path) && !isTest(path));
  return over(started, (path, text, report) => {
    if (path.startsWith(SETTINGS)) return;
    const isProgram = PROGRAMS.includes(path);
    const allowed = new Set<Node>();
    walk(path, text, {
      CallExpression: (node) => {
        if (isProgram) for (const given of node.arguments) allowed.add(given);
      },
      AssignmentExpression: ({ left }) => {
        if (isProgram && left.type === "MemberExpression" && calledName(left) === "NODE_ENV") allowed.add(left.object);
      },
      MemberExpression: (node) => {
        if (calledName(node) === "PATH") allowed.add(node.object); // where programs lie is the system's, no setting of ours
        const isProcess = calledName(node.object) === "process" || ownerName(node) === "process";
        if (calledName(node) === "env" && isProcess && !allowed.has(node)) report(node, SENTENCE);
      },
      VariableDeclarator: ({ id, init }) => {
        const isTakenApart = init?.type === "Identifier" && init.name === "process" && id.type === "ObjectPattern";
        if (isTakenApart && text.slice(id.start, id.end).includes("env")) report(id, SENTENCE);
      },
      ImportDeclaration: (node) => {
        if (/^(node:)?process$/.test(node.source.value) && node.specifiers.some(hidesEnvironment)) report(node, SENTENCE);
      },
    });
  });
};

const hidesEnvironment = (specifier: ImportDeclarationSpecifier) =>
  specifier.type === "ImportSpecifier" ? calledName(specifier.imported) === "env" : specifier.local.name !== "process";
