import { glob, readFile } from "node:fs/promises";
import { basename } from "node:path";

/** Files by their path from the root of the repository, with `/` between folders. A wall sees nothing else, so a fault can be planted. */
export type Files = ReadonlyMap<string, string>;

/** A wall returns what is wrong, one sentence a fault: where, what, and how to mend it. */
export type Wall = (files: Files) => string[];

const READ = "{src,test,tools,bench}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,css,sql,json,md}";
const FOREIGN = /\/(node_modules|samples)\//; // what others wrote keeps its names

/** Every file of the house that a wall looks at. */
export async function filesOfTheHouse(): Promise<Files> {
  const paths = [...(await Array.fromAsync(glob([READ, "*.ts", "{package,tsconfig}.json"], { exclude: ["**/node_modules"] })))]
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !FOREIGN.test(path))
    .toSorted();
  return new Map(await Promise.all(paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, "utf8")])));
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path);
export const isCode = (path: string) => /\.([cm]?[jt]s|[jt]sx)$/.test(path);

/** The code of `src/` without its tests: what runs in someone's house. */
export const running = (files: Files) => [...files].filter(([path]) => path.startsWith("src/") && isCode(path) && !isTest(path));

export const lineAt = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

/** The name of a file without its folder and endings: `message-line` of `parts/message-line.island.tsx`. */
export const stemOf = (path: string) => basename(path).split(".")[0] ?? "";
