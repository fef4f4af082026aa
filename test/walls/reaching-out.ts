import type { Argument, Node } from "oxc-parser";
import { running, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { over } from "./report.ts";
import { calledName, literalOf, ownerName, walk } from "./syntax.ts";

const CALLERS = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "sendBeacon"];
const CLIENTS = /^(?:undici|node-fetch|axios|got|ky|(?:node:)?https)$/;
const GLOBALS = ["globalThis", "window", "self", "navigator"];
const FAR = /^([a-z]+:)?\/\//i;

/** Only interop speaks with other machines; in the browser a page speaks with its own house and no other. */
export const onlyInteropReachesOut: Wall = (files) =>
  over(running(files), (path, text, report) => {
    if (placeOf(path)?.layer === "interop") return;
    const isBrowser = /\/parts\/|^src\/(browser\.ts|worker\.ts|design\/|foundation\/worker\/)/.test(path);
    const tell = (node: Node, by: string) =>
      report(node, `reaches out of the house with ${by}. Only interop speaks with other machines: give it a door there.`);
    function reached(node: Node, callee: Node, [first]: readonly Argument[]): void {
      const name = calledName(callee) ?? "";
      const isGlobal = callee.type === "Identifier" || GLOBALS.includes(ownerName(callee) ?? "");
      if (isGlobal && CALLERS.includes(name) && !(isBrowser && !FAR.test(literalOf(first) ?? ""))) tell(node, name);
      if (ownerName(callee) === "http" && ["request", "get"].includes(name)) tell(node, `http.${name}`);
    }
    walk(path, text, {
      CallExpression: (node) => reached(node, node.callee, node.arguments),
      NewExpression: (node) => reached(node, node.callee, node.arguments),
      ImportDeclaration: (node) => {
        const asks = node.specifiers.some((one) => one.type === "ImportSpecifier" && ["request", "get"].includes(one.local.name));
        const isClient = CLIENTS.test(node.source.value) || (/^(node:)?http$/.test(node.source.value) && asks);
        if (isClient && node.importKind !== "type") tell(node, node.source.value);
      },
    });
  });
