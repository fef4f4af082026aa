import type { SpaceId } from "#domains/spaces";
import { isZone } from "#foundation/language";
import { Obstacle } from "#foundation/settings";
import { BadExport, NamedMedia, previewJson, strangersIn, summaryOf, watched, type Export, type Source } from "#interop/imports";
import { mappingOf } from "./import-mapping.ts";
import type { Program } from "./import-program.ts";
import { progress } from "./import-progress.ts";
import { previewText } from "./import-report.ts";
import { spaceIn, takenOver, type Wish } from "./import-take-over.ts";
import type { Answer, Given, Verb } from "./verb.ts";

/** The verb that brings a group's exported history into a space, or shows first what it would bring. */
export function importVerb(program: Program): Verb {
  return {
    name: `import ${program.origin}`,
    takes: [program.takes],
    says: "bring a group's exported history into a space; look first with --preview",
    flags: {
      preview: { type: "boolean", says: "show what is in the export, and write nothing" },
      space: { type: "string", says: "the id of the space it goes to" },
      map: { type: "string", says: '"Name in export=Alias in the space"; who is not named is "a member"', multiple: true },
      mapping: { type: "string", says: 'the same for many, a JSON file: {"Name in export": "Alias in the space" or null}' },
      zone: { type: "string", says: "the time zone of the phone that exported, like Europe/Berlin (else this machine's)" },
      "no-media": { type: "boolean", says: "leave the photos and voice notes of the export behind" },
      documents: { type: "boolean", says: "bring documents along too, with whatever their makers wrote into them" },
      ...program.flags,
    },
    async run(given) {
      try {
        return await imported(program, given);
      } catch (error) {
        throw error instanceof BadExport ? new Obstacle(error.message, 2, { cause: error }) : error;
      }
    },
  };
}

async function imported(program: Program, given: Given): Promise<Answer> {
  const read = program.reader(given);
  const wish = await wishOf(given);
  const opened = await program.open(given.words[0] ?? "-");
  try {
    let lines: number | undefined;
    const source = watched(
      opened,
      progress(given.tell, () => lines),
    );
    const all = await read(source);
    lines = all.lines;
    mustBeInExport(wish, all);
    const media = await mediaOf(given, opened);
    const { space } = wish;
    return space === undefined ? await previewed(given, all, media) : await takenOver(given, program, all, { ...wish, space, media });
  } finally {
    await opened.close();
  }
}

async function mediaOf({ isOn }: Given, opened: Source): Promise<NamedMedia | undefined> {
  if (isOn("no-media") || !opened.files) return undefined;
  return new NamedMedia(await opened.files(), isOn("documents") ? ["photo", "voice", "file"] : ["photo", "voice"]);
}

async function wishOf(given: Given): Promise<Omit<Wish, "space" | "media"> & { space: SpaceId | undefined }> {
  const { flag, isOn } = given;
  const zone = flag("zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isZone(zone)) throw new Obstacle(`--zone "${zone}" is no time zone known here; write one like Europe/Berlin.`, 2);
  return { zone, mapping: await mappingOf(given), space: isOn("preview") ? undefined : spaceIn(flag("space")) };
}

function mustBeInExport({ mapping }: Pick<Wish, "mapping">, all: Export): void {
  if (all.questions.some(({ kind }) => kind === "chat")) return; // whose chat it is must be known before who is in it
  const [stranger] = strangersIn(mapping, all);
  if (stranger !== undefined) throw new Obstacle(`Nobody in ${all.file} is called "${stranger}". See who is: --preview`, 2);
}

async function previewed({ isOn, write }: Given, all: Export, media: NamedMedia | undefined): Promise<Answer> {
  const heard = media ? { ...all, messages: () => media.heard(all.messages()) } : all;
  if (!isOn("json")) return { text: previewText(all, await summaryOf(heard), await media?.seen()) };
  for await (const piece of previewJson(heard, async () => (media ? { media: await media.seen() } : {}))) await write(piece);
  return { text: "" };
}
