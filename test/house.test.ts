import { glob, readFile } from "node:fs/promises";
import { IntlMessageFormat } from "intl-messageformat";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { locales } from "#foundation/language";
import { layers, visits } from "../house.ts";

type Place = { layer: string; room: string };

/** Where a path or a `#` specifier lives; undefined for packages and for the front hall (src/*.ts). */
function placeOf(address: string): Place | undefined {
  const [, first = "", room = ""] = /^(?:src\/|#)([^/]+)\/?([^/]*)/.exec(address) ?? [];
  const layer = first === "parts" ? "domains" : first;
  return layers.includes(layer) ? { layer, room: layer === "design" ? "" : room } : undefined; // design is one room
}

function fault(file: string, specifier: string): string | undefined {
  const from = placeOf(file);
  const to = placeOf(specifier.startsWith(".") ? new URL(specifier, `file:///${file}`).pathname.slice(1) : specifier);
  if (!from || !to || (from.layer === to.layer && from.room === to.room)) return undefined;
  if (specifier.startsWith(".")) return `${file} climbs over a wall: ${specifier}`;
  if (layers.indexOf(to.layer) > layers.indexOf(from.layer)) return `${file} reaches up: ${specifier}`;
  const isStranger = from.layer === "domains" && to.layer === "domains" && !visits[from.room]?.includes(to.room);
  return isStranger ? `${file} enters ${to.room}, which house.ts does not allow` : undefined;
}

/** Every specifier a file asks for; `import(…)` must name its file plainly, or it would escape the walls. */
function requestsOf(file: string, text: string): string[] {
  const { module } = parseSync(file, text);
  const plain = [...module.staticImports, ...module.staticExports.flatMap((statement) => statement.entries)];
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1));
  return [...plain.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []), ...dynamic];
}

test("every import goes down, and through a door", async () => {
  const faults: (string | undefined)[] = [];
  for await (const file of glob("src/**/*.{ts,tsx}", { exclude: ["**/*.test.ts"] })) {
    for (const request of requestsOf(file, await readFile(file, "utf8"))) faults.push(fault(file, request));
  }
  expect(faults.filter(Boolean)).toEqual([]);
});

test("the rooms form no circle", () => {
  const walk = (room: string, path: string[]): void => {
    expect(path, `${path.join(" → ")} → ${room}`).not.toContain(room);
    for (const next of visits[room] ?? []) walk(next, [...path, room]);
  };
  for (const room of Object.keys(visits)) walk(room, []);
});

test("every table is written by one room only, and guarded by row level security if a person may touch it", async () => {
  const owner = new Map<string, string | undefined>();
  const unguarded: string[] = [];
  for await (const file of glob("src/*/*/migrations/*.sql")) {
    const text = await readFile(file, "utf8");
    for (const [, table] of text.matchAll(/create table "?(\w+)/g)) owner.set(table!, placeOf(file)?.room);
    for (const [, , tables] of text.matchAll(/grant (select)[^;]* on ([\w, ]+) to kith_person/g)) {
      for (const table of tables!.split(", "))
        if (!text.includes(`alter table ${table} enable row level security`)) unguarded.push(`${file}: ${table}`);
    }
  }
  const trespasses: string[] = [];
  for await (const file of glob("src/*/*/**/*.{ts,tsx}", { exclude: ["**/*.test.ts"] })) {
    const writes = (await readFile(file, "utf8")).matchAll(/\.(?:insertInto|updateTable|deleteFrom|mergeInto)\("(\w+)/g);
    for (const [, table] of writes) if (owner.get(table!) !== placeOf(file)?.room) trespasses.push(`${file} writes ${table}`);
  }
  expect({ unguarded, trespasses }).toEqual({ unguarded: [], trespasses: [] });
});

test("no file hides behind an empty name, and every island carries its own", async () => {
  const empty = /(^|[/._-])(utils?|helpers?|common|misc|shared|managers?|core|base|lib|service)([/._-]|$)/;
  const files = await Array.fromAsync(glob("src/**/*"));
  expect(files.filter((file) => empty.test(file))).toEqual([]);
  for (const file of files.filter((name) => name.endsWith(".island.tsx"))) {
    const name = file.replace(/^src\/domains\/(.+)\/parts\/(.+)\.island\.tsx$/, "$1/$2");
    expect(await readFile(file, "utf8"), file).toContain(`export default island("${name}"`);
  }
});

test("every language has every argument that English has", async () => {
  for await (const file of glob("src/domains/*/words/en.json")) {
    const english = await wordsIn(file);
    for (const locale of locales) {
      const other = await wordsIn(file.replace("en.json", `${locale}.json`));
      for (const [key, text] of Object.entries(english))
        expect(argumentsOf(other[key]!, locale), `${file} ${locale} ${key}`).toEqual(argumentsOf(text, "en"));
    }
  }
});

const LITERAL = 0;
const wordsIn = async (file: string) => JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
const argumentsOf = (text: string, locale: string) =>
  new IntlMessageFormat(text, locale)
    .getAst()
    .flatMap((part) => ("value" in part && ![LITERAL].includes(part.type) ? [part.value] : []))
    .toSorted();
