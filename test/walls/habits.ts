import type { Expression, Node } from "oxc-parser";
import { isCode, isTest, lineAt, running, type Files, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { calledName, literalOf, ownerName, walk } from "./syntax.ts";

type Found = (path: string, text: string, report: (node: Node, sentence: string) => void) => void;

const over = (files: Iterable<[string, string]>, find: Found): string[] => {
  const faults: string[] = [];
  for (const [path, text] of files)
    find(path, text, ({ start }, sentence) => void faults.push(`${path}:${lineAt(text, start)} ${sentence}`));
  return faults;
};

const SETTINGS = "src/foundation/settings/";
const PROGRAMS = ["start.ts", "src/interop/cli/main.ts"]; // they hand the whole environment over, and say in which one packages run
const started = (files: Files) => [...files].filter(([path]) => /^(src\/|start\.ts$)/.test(path) && isCode(path) && !isTest(path));

/** The environment is read and checked in one place, so that what can be set is known and a wrong value is told at the start. */
export const settingsAreReadInOnePlace: Wall = (files) =>
  over(started(files), (path, text, report) => {
    if (path.startsWith(SETTINGS)) return;
    const sentence = `reads the environment. Settings are read in ${SETTINGS} only: add it there, and take it as an argument.`;
    const handedOver = new Set<Node>();
    walk(path, text, {
      CallExpression: (node) => {
        if (PROGRAMS.includes(path)) for (const given of node.arguments) handedOver.add(given);
      },
      AssignmentExpression: ({ left }) => {
        if (PROGRAMS.includes(path) && left.type === "MemberExpression" && calledName(left) === "NODE_ENV") handedOver.add(left.object);
      },
      MemberExpression: (node) => {
        if (calledName(node) === "PATH") handedOver.add(node.object); // where programs lie is the system's, no setting of ours
        if (calledName(node) === "env" && ownerName(node) === "process" && !handedOver.has(node)) report(node, sentence);
      },
      VariableDeclarator: ({ id, init }) => {
        if (init?.type !== "Identifier" || init.name !== "process" || id.type !== "ObjectPattern") return;
        if (text.slice(id.start, id.end).includes("env")) report(id, sentence);
      },
      ImportDeclaration: (node) => {
        if (/^(node:)?process$/.test(node.source.value) && text.slice(node.start, node.end).includes("env")) report(node, sentence);
      },
    });
  });

const QUIET = ["design", "domains"];

/** What people wrote must not end in a log: domains and design print nothing; elsewhere only faults are printed, and the CLI speaks. */
export const nobodyPrints: Wall = (files) =>
  over(running(files), (path, text, report) => {
    if (path.startsWith("src/interop/cli/")) return;
    const isQuiet = QUIET.includes(placeOf(path)?.layer ?? "");
    walk(path, text, {
      CallExpression: (node) => {
        if (ownerName(node.callee) !== "console") return;
        const verb = calledName(node.callee) ?? "";
        if (isQuiet)
          report(node, `prints with console.${verb}. A room holds people's words, and a log is no place for them: throw, or state a fact.`);
        else if (!["error", "warn"].includes(verb))
          report(node, `prints with console.${verb}. Only faults are printed, with console.error.`);
      },
    });
  });

const CALLERS = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"];
const FAR = /^([a-z]+:)?\/\//i;

/** Only interop speaks with other machines; in the browser a page speaks with its own house and no other. */
export const onlyInteropReachesOut: Wall = (files) =>
  over(running(files), (path, text, report) => {
    if (placeOf(path)?.layer === "interop") return;
    const isBrowser = /\/parts\/|^src\/(browser\.ts|design\/)/.test(path);
    const reached = (node: Node, callee: Node, address: string | undefined): void => {
      const isGlobal = callee.type === "Identifier" || ["globalThis", "window", "self"].includes(ownerName(callee) ?? "");
      if (!isGlobal || !CALLERS.includes(calledName(callee) ?? "") || (isBrowser && !FAR.test(address ?? ""))) return;
      report(node, `reaches out of the house with ${calledName(callee)}. Only interop speaks with other machines: give it a door there.`);
    };
    walk(path, text, {
      CallExpression: (node) => reached(node, node.callee, literalOf(node.arguments[0])),
      NewExpression: (node) => reached(node, node.callee, literalOf(node.arguments[0])),
    });
  });

/** A domain says no with a Refusal and throws nothing else; whatever else flies is a bug and becomes a 500. */
export const domainsOnlyRefuse: Wall = (files) =>
  over(running(files), (path, text, report) => {
    if (placeOf(path)?.layer !== "domains") return;
    walk(path, text, {
      ThrowStatement: ({ argument }) => {
        const thrown = thrownName(argument);
        if (thrown && thrown !== "Refusal")
          report(argument, `throws ${thrown}. A domain throws only Refusal, with a reason a page can show.`);
      },
      ClassDeclaration: (node) => {
        const parent = node.superClass?.type === "Identifier" ? node.superClass.name : "";
        if (/Error$|^Refusal$/.test(parent)) report(node, `makes an error of its own out of ${parent}. A domain throws only Refusal.`);
      },
    });
  });

/** The class that is thrown, or what is thrown instead of one; undefined for an error that is only passed on. */
function thrownName(node: Expression): string | undefined {
  if (node.type === "NewExpression") return calledName(node.callee) ?? "a computed class";
  if (node.type === "Literal" || node.type === "TemplateLiteral" || node.type === "ObjectExpression") return "a bare value";
  return undefined;
}
