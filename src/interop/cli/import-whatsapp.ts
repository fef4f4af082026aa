import { MESSAGE_LETTERS, membersCalled, SpaceId, takeOver, type Past } from "#domains/spaces";
import type { Database } from "#foundation/database";
import { isZone } from "#foundation/language";
import { Refusal } from "#foundation/refusal";
import { Obstacle } from "#foundation/settings";
import {
  BadExport,
  clockIn,
  historyIn,
  leftOutOf,
  openSource,
  previewJson,
  strangersIn,
  summaryOf,
  surveyOf,
  watched,
  type DateOrder,
  type Source,
  type Survey,
} from "#interop/imports";
import { type Mapping, mappingOf } from "./import-mapping.ts";
import { progress } from "./import-progress.ts";
import { broughtText, previewText } from "./import-report.ts";
import type { Answer, Given, Verb } from "./verb.ts";

const CONTROLS = /(?![\n\t])\p{Cc}/gu; // signs that nobody can read

/** Brings a group's exported history into a space, or shows first what it would bring. */
export const importWhatsapp: Verb = {
  name: "import whatsapp",
  takes: ["export.txt or .zip"],
  says: "bring a group's exported history into a space; look first with --preview",
  flags: {
    preview: { type: "boolean", says: "show what is in the export, and write nothing" },
    space: { type: "string", says: "the id of the space it goes to" },
    map: { type: "string", says: '"Name in export=Alias in the space"; who is not named is "a member"', multiple: true },
    mapping: { type: "string", says: 'the same for many, a JSON file: {"Name in export": "Alias in the space" or null}' },
    zone: { type: "string", says: "the time zone of the phone that exported, like Europe/Berlin (else this machine's)" },
    "date-order": { type: "string", says: "dmy, mdy or ymd, where the export leaves it open" },
  },
  async run(given) {
    try {
      return await imported(given);
    } catch (error) {
      throw error instanceof BadExport ? new Obstacle(error.message, 2, { cause: error }) : error;
    }
  },
};

interface Wish {
  dateOrder: DateOrder | undefined;
  zone: string;
  mapping: Mapping;
  /** Undefined for a preview. */
  space: SpaceId | undefined;
}

async function imported(given: Given): Promise<Answer> {
  const wish = await wishOf(given);
  const opened = await openSource(given.words[0] ?? "-");
  try {
    let lines: number | undefined;
    const source = watched(
      opened,
      progress(given.tell, () => lines),
    );
    const survey = await surveyOf(source, { dateOrder: wish.dateOrder });
    lines = survey.form.lines;
    mustBeInExport(wish.mapping, survey);
    return wish.space === undefined
      ? await previewed(given, source, survey)
      : await takenOver(given, source, survey, { ...wish, space: wish.space });
  } finally {
    await opened.close();
  }
}

async function wishOf(given: Given): Promise<Wish> {
  const { flag, isOn } = given;
  const dateOrder = flag("date-order");
  if (dateOrder !== undefined && dateOrder !== "dmy" && dateOrder !== "mdy" && dateOrder !== "ymd")
    throw new Obstacle(`--date-order is dmy, mdy or ymd, not "${dateOrder}".`, 2);
  const zone = flag("zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isZone(zone)) throw new Obstacle(`--zone "${zone}" is no time zone known here; write one like Europe/Berlin.`, 2);
  return { dateOrder, zone, mapping: await mappingOf(given), space: isOn("preview") ? undefined : spaceIn(flag("space")) };
}

function spaceIn(text: string | undefined): SpaceId {
  if (text === undefined) throw new Obstacle("Say into which space: --space ID. To look at the export first: --preview.", 2);
  const space = SpaceId.safeParse(text);
  if (!space.success) throw new Obstacle(`--space "${text}" is no id of a space.`, 2);
  return space.data;
}

function mustBeInExport(mapping: Mapping, survey: Survey): void {
  const [stranger] = strangersIn(mapping, survey);
  if (stranger !== undefined) throw new Obstacle(`Nobody in ${survey.file} is called "${stranger}". See who is: --preview`, 2);
}

async function previewed({ isOn, write }: Given, source: Source, survey: Survey): Promise<Answer> {
  if (!isOn("json")) return { text: previewText(survey, await summaryOf(source, survey)) };
  for await (const piece of previewJson(source, survey)) await write(piece);
  return { text: "" };
}

async function takenOver(
  given: Given,
  source: Source,
  survey: Survey,
  { space, mapping, zone }: Wish & { space: SpaceId },
): Promise<Answer> {
  const [question] = survey.questions;
  if (question) throw new BadExport(survey.file, question.text, question.line);
  const { db } = await given.reach();
  const members = await membersIn(db, space, mapping);
  const clock = clockIn(zone);
  let notices = 0;
  async function* past(): AsyncGenerator<Past> {
    for await (const message of historyIn(source, survey, { spaceId: space, mapping, mostLetters: MESSAGE_LETTERS, keepsNotices: true })) {
      const { id, at, author, kind, text, edited } = message;
      if (kind === "system") {
        notices += 1;
        continue;
      }
      const words = kind === "call" ? "" : text.replace(CONTROLS, "");
      const memberId = author === null ? null : (members.get(author) ?? null);
      yield { id, at: clock(at), memberId, words, leftOut: leftOutOf(message), isEdited: edited === true };
    }
  }
  const { added, known } = await takeOver(db, space, "whatsapp", past());
  const { skipped, warnings } = survey;
  return {
    value: { file: survey.file, space, zone, added, known, notices, skipped: skipped.shown, skippedCount: skipped.count, warnings },
    text: broughtText(survey, { added, known }, { zone, notices }),
  };
}

async function membersIn(db: Database, space: SpaceId, mapping: Mapping) {
  const aliases = Object.values(mapping).filter((alias) => alias !== null);
  const members = await membersCalled(db, space, aliases).catch((error: unknown) => {
    throw error instanceof Refusal && error.reason === "not-found"
      ? new Obstacle(`There is no space ${space}.`, 2, { cause: error })
      : error;
  });
  const unknown = aliases.find((alias) => !members.has(alias));
  if (unknown !== undefined) throw new Obstacle(`Nobody in the space is called "${unknown}" now.`, 2);
  return members;
}
