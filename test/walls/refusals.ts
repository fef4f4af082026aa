import type { Expression } from "oxc-parser";
import { running, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { over } from "./report.ts";
import { calledName, walk } from "./syntax.ts";

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
      NewExpression: (node) => {
        const name = calledName(node.callee) ?? "";
        if (name.endsWith("Error")) report(node, `makes a new ${name}. A domain says no with a Refusal, with a reason a page can show.`);
      },
      ClassDeclaration: (node) => {
        const parent = node.superClass?.type === "Identifier" ? node.superClass.name : "";
        if (/Error$|^Refusal$/.test(parent)) report(node, `makes an error of its own out of ${parent}. A domain throws only Refusal.`);
      },
    });
  });

/** What is thrown, unless it is a named error (told where it is made) or an error that is only passed on. */
function thrownName(node: Expression): string | undefined {
  if (node.type === "NewExpression") {
    const name = calledName(node.callee) ?? "a computed class";
    return name.endsWith("Error") ? undefined : name;
  }
  return ["Literal", "TemplateLiteral", "ObjectExpression"].includes(node.type) ? "a bare value" : undefined;
}
