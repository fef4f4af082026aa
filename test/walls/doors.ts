import type { ImportDeclaration } from "oxc-parser";
import { z } from "zod";
import { running, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { over } from "./report.ts";
import { walk } from "./syntax.ts";

const DOORS = new Map(
  Object.entries({
    "#design": "./src/design/index.ts",
    "#foundation/*": "./src/foundation/*/index.ts",
    "#domains/*": "./src/domains/*/index.ts",
    "#parts/*": "./src/domains/*/parts/index.ts",
    "#listeners/*": "./src/listeners/*/index.ts",
    "#interop/*": "./src/interop/*/index.ts",
    "#test/*": "./test/*.ts",
  }),
);
const Package = z.object({ imports: z.record(z.string(), z.unknown()) });

/** The doors are those of package.json, and no tool knows another way in. */
export const doorsAreTheOnlyWays: Wall = (files) => {
  const faults: string[] = [];
  const { imports } = Package.parse(JSON.parse(files.get("package.json") ?? '{ "imports": {} }'));
  for (const address of new Set([...Object.keys(imports), ...DOORS.keys()])) {
    const [way, door] = [imports[address], DOORS.get(address)];
    if (way !== door) faults.push(`package.json leads ${address} to ${JSON.stringify(way)}; the door is ${door ?? "nowhere"}.`);
  }
  for (const [path, pattern] of [
    ["tsconfig.json", /"(paths|baseUrl|rootDirs)"\s*:/] as const,
    ["vite.config.ts", /\b(alias)\b/] as const,
  ]) {
    const [, way] = pattern.exec(files.get(path) ?? "") ?? [];
    if (way) faults.push(`${path} makes another way in with "${way}". Doors are written in package.json only.`);
  }
  return faults;
};

/** A room shows what is its own. Handed on, another room's things would reach those who may not visit it. */
export const nothingIsHandedOn: Wall = (files) =>
  over(running(files), (path, text, report) => {
    const place = placeOf(path);
    if (!place || place.layer === "front") return;
    const foreign = new Map<string, string>();
    const tell = (node: { start: number; end: number }, name: string, source: string) =>
      report(node, `hands on ${name} of ${source}. Whoever needs it asks at that door, if house.ts lets them.`);
    const tellName = (node: { start: number; end: number }, name: string) => {
      const source = foreign.get(name);
      if (source) tell(node, name, source);
    };
    walk(path, text, {
      Program: ({ body }) => {
        for (const node of body)
          if (node.type === "ImportDeclaration") for (const name of foreignNames(node)) foreign.set(name, node.source.value);
      },
      ExportAllDeclaration: (node) => void (node.source.value.startsWith("#") && tell(node, "everything", node.source.value)),
      ExportDefaultDeclaration: (node) => void (node.declaration.type === "Identifier" && tellName(node, node.declaration.name)),
      ExportNamedDeclaration: (node) => {
        if (node.source?.value.startsWith("#")) tell(node, "things", node.source.value);
        if (!node.source) for (const { local } of node.specifiers) if (local.type === "Identifier") tellName(node, local.name);
        if (node.declaration?.type === "VariableDeclaration")
          for (const { init } of node.declaration.declarations) if (init?.type === "Identifier") tellName(node, init.name);
        const alias = node.declaration?.type === "TSTypeAliasDeclaration" ? node.declaration.typeAnnotation : undefined;
        if (alias?.type === "TSTypeReference" && alias.typeName.type === "Identifier" && !alias.typeArguments)
          tellName(node, alias.typeName.name);
      },
    });
  });

const foreignNames = ({ source, specifiers }: ImportDeclaration) =>
  source.value.startsWith("#") ? specifiers.map(({ local }) => local.name) : [];
