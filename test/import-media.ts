import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import type { PersonId } from "#domains/people";
import { roomPage, spaceSeen, type SpaceId } from "#domains/spaces";
import { asPerson } from "#foundation/database";
import type { Verb } from "#interop/cli";
import { importLine } from "#test/imports";
import type { Ground } from "#test/people";
import { zipOf, type Packed } from "#test/zip";
import { remove } from "../src/domains/spaces/mend.ts";
import { photoSeen } from "../src/domains/spaces/photo.ts";
import { MessageId } from "../src/domains/spaces/say.ts";

export const PLACE = "51.4980N";
const Came = z.object({ added: z.number(), known: z.number(), bytes: z.number() });
export const Brought = z.object({
  added: z.number(),
  known: z.number(),
  media: z.object({
    photos: Came,
    voices: Came,
    documents: Came,
    gone: z.number(),
    left: z.array(z.object({ why: z.string(), count: z.number(), names: z.array(z.string()) })),
    others: z.record(z.string(), z.number()),
    unnamed: z.number(),
  }),
});

/** A photo of one colour, with the place where it was taken in it. */
const photo = (colour: string, width = 800, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .withExif({ IFD0: { Artist: "Ruth Adler" }, IFD3: { GPSLatitudeRef: "N", GPSMapDatum: PLACE } })
    .jpeg()
    .toBuffer();
export const [red, blue] = [await photo("#a01030"), await photo("#1030a0", 600, 800)];

let minute = 0;
export const said = (what: string, who = "Amina") => `20/03/2025, 10:${String((minute += 1) % 60).padStart(2, "0")} - ${who}: ${what}\n`;
const hello = "20/03/2025, 09:00 - Ruth Adler: Good morning\n";
export const attached = (name: string, caption = "") => said(`\u200e${name} (file attached)${caption && `\n${caption}`}`);

export async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "kith-import-media-"));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}
export async function zip(...files: Packed[]): Promise<string> {
  const path = join(await folder(), "WhatsApp Chat with Pink Scarf.zip");
  await writeFile(path, zipOf(files));
  return path;
}
export const chat = (...lines: string[]): Packed => ({ name: "WhatsApp Chat with Pink Scarf.txt", data: hello + lines.join("") });

export async function photoRoom(ground: Ground, verb: Verb) {
  const { db, newcomer, circleOf } = ground;
  const [fay, mei] = [await newcomer(), await newcomer()];
  const space = await circleOf(fay, mei);
  const bring = async (path: string, ...more: string[]) => {
    const answer = await importLine(verb, ground, path, "--space", space, ...more, "--json");
    expect(answer).toMatchObject({ exitCode: 0, err: "" });
    return Brought.parse(JSON.parse(answer.out));
  };
  /** Each line: its words or its mark, and the colour in the middle of each of its photos. */
  const shown = async (who: PersonId = mei) => {
    const { messages, photos } = await roomPage(db, who, space);
    return await Promise.all(
      messages.map(async ({ id, words, leftOut }) => {
        const own = (photos ?? []).filter(({ message }) => message === id);
        const colours = await Promise.all(
          own.map(async (one) => colourOf(await asPerson(db, who, (tx) => photoSeen(tx, one.id, "whole")))),
        );
        return [leftOut ?? words, ...colours].join(" ");
      }),
    );
  };
  /** The facilitator takes the line at this place out. */
  const takeOut = async (place: number) => {
    const id = MessageId.parse((await roomPage(db, fay, space)).messages[place]?.id);
    await asPerson(db, fay, async (tx) => remove(tx, await spaceSeen(tx, space), id));
  };
  return { space, bring, shown, takeOut };
}

export async function colourOf(bytes: Buffer): Promise<string> {
  const { channels } = await sharp(bytes).stats();
  const [r = 0, , b = 0] = channels.map(({ mean }) => mean);
  return r > b ? "red" : "blue";
}

export async function keptIn({ owner }: Pick<Ground, "owner">, space: SpaceId) {
  const kept = await owner.query<{ content: Buffer; small: Buffer; bytes: number; member_id: string | null }>(
    "select c.content, c.small, f.bytes, f.member_id from space_file f join space_file_content c on c.file_id = f.id where f.space_id = $1 order by f.id",
    [space],
  );
  return kept.rows;
}
