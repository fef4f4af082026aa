import { z } from "zod";
import { Obstacle } from "#foundation/settings";
import type { Given } from "./verb.ts";

/** From a name in the export to an alias of the space; null is "a member". */
export type Mapping = Readonly<Record<string, string | null>>;

const Mapped = z.record(z.string(), z.string().min(1).nullable());

/** What `--mapping file.json` and every `--map "Name=Alias"` say together. Throws an Obstacle (2) that names the file or the pair. */
export async function mappingOf({ flag, all, read }: Given): Promise<Mapping> {
  const file = flag("mapping");
  const mapping = new Map(file === undefined ? [] : Object.entries(mappedIn(file, await read(file))));
  for (const pair of all("map")) {
    const cut = pair.lastIndexOf("="); // a name may hold one, an alias does not
    const [name, alias] = [pair.slice(0, Math.max(cut, 0)).trim(), pair.slice(cut + 1).trim()];
    if (cut < 0 || name === "" || alias === "") throw new Obstacle(`--map "${pair}" must be "Name in export=Alias in the space".`, 2);
    const other = mapping.get(name);
    if (other !== undefined && other !== alias)
      throw new Obstacle(`"${name}" is mapped twice, to "${other ?? "a member"}" and to "${alias}".`, 2);
    mapping.set(name, alias);
  }
  return Object.fromEntries(mapping);
}

function mappedIn(file: string, text: string): Mapping {
  const parsed = Mapped.safeParse(jsonIn(file, text));
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join(".");
  throw new Obstacle(
    `${file}: ${place ? `"${place}" must be an alias or null` : 'this must be {"Name in export": "Alias in the space" or null, …}'}.`,
    2,
  );
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : "")?.[1];
    const line = position === undefined ? "" : `, line ${text.slice(0, Number(position)).split("\n").length}`;
    throw new Obstacle(`${file}${line}: this is no JSON.`, 2, { cause });
  }
}
