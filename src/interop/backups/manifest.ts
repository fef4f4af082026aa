import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { Obstacle } from "#foundation/settings";
import { z } from "zod";

export const MANIFEST = "manifest.json";
/** Raised when a backup is written in a way that older code could not read. */
export const FORMAT = 1;

const Sum = z.string().regex(/^[0-9a-f]{64}$/);
const Held = z.object({ file: z.string().regex(/^[a-z0-9_.]+$/), bytes: z.int().nonnegative(), sha256: Sum });
/** A file of the backup, as it was when it was written. */
export type Held = z.infer<typeof Held>;

const HeldTable = Held.extend({ name: z.string(), columns: z.array(z.string()), rows: z.int().nonnegative() });
export type HeldTable = z.infer<typeof HeldTable>;

const Manifest = z.object({
  format: z.int(),
  madeAt: z.iso.datetime(),
  /** The version of the PostgreSQL that it was read from. */
  postgres: z.string(),
  /** The migrations that its tables had been through. */
  migrations: z.array(z.string()),
  /** True: everything was read from one snapshot, to its end. */
  isComplete: z.literal(true),
  /** In the order in which they must be brought back: what is pointed at comes first. */
  tables: z.array(HeldTable),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/) })),
  /** Tables that stay behind on purpose. */
  leftOut: z.array(z.string()),
  secret: Held,
});
/** What is in a backup. It is written last, so a folder without it is no backup. */
export type Manifest = z.infer<typeof Manifest>;

/** Written aside, onto the disk, and then renamed: there is either the whole of it or none. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const aside = join(folder, `${MANIFEST}.new`);
  const file = await open(aside, "wx", 0o600);
  await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
  await file.sync();
  await file.close();
  await rename(aside, join(folder, MANIFEST));
  const directory = await open(folder);
  await directory.sync();
  await directory.close();
}

/** Throws an Obstacle (2) that names the file when there is none, it is damaged, or it is of a later Kith. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Obstacle(`${file} is missing: this is no backup, or one that was not finished.`, 2, { cause });
  });
  const value = parsed(text, file);
  const format = z.object({ format: z.int() }).safeParse(value);
  if (format.success && format.data.format > FORMAT)
    throw new Obstacle(`${file} is of format ${format.data.format}, and this Kith reads ${FORMAT}. Use a newer Kith.`, 2);
  const manifest = Manifest.safeParse(value);
  if (!manifest.success) throw new Obstacle(`${file} is damaged: ${z.prettifyError(manifest.error).split("\n")[0]}`, 2);
  return manifest.data;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Obstacle(`${file} is damaged: it is no whole JSON value.`, 2, { cause });
  }
}
