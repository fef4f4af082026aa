import { MESSAGE_LETTERS, membersCalled, SpaceId, takeOver, topicsCalled, type Past, type TopicId } from "#domains/spaces";
import type { Database } from "#foundation/database";
import { Refusal } from "#foundation/refusal";
import { Obstacle } from "#foundation/settings";
import { BadExport, clockIn, historyIn, leftOutOf, type Export, type NamedMedia } from "#interop/imports";
import type { Mapping } from "./import-mapping.ts";
import { bringMedia } from "./import-media.ts";
import type { Program } from "./import-program.ts";
import { broughtText } from "./import-report.ts";
import type { Answer, Given } from "./verb.ts";

const CONTROLS = /(?![\n\t])\p{Cc}/gu; // signs that nobody can read

export interface Wish {
  zone: string;
  mapping: Mapping;
  space: SpaceId;
  /** The files beside the words, when they are wanted. */
  media: NamedMedia | undefined;
}

export function spaceIn(text: string | undefined): SpaceId {
  if (text === undefined) throw new Obstacle("Say into which space: --space ID. To look at the export first: --preview.", 2);
  const space = SpaceId.safeParse(text);
  if (!space.success) throw new Obstacle(`--space "${text}" is no id of a space.`, 2);
  return space.data;
}

/** Takes an export over into its space, and tells how much of it was new. Throws BadExport while a question is open. */
export async function takenOver(given: Given, program: Program, all: Export, { space, mapping, zone, media }: Wish): Promise<Answer> {
  const [question] = all.questions;
  if (question) throw new BadExport(all.file, question.text, question.line);
  const { db } = await given.reach();
  const members = await membersIn(db, space, mapping);
  const topics = await topicsOf(db, space, all);
  const clock = clockIn(zone);
  let notices = 0;
  let byClock = 0;
  async function* past(): AsyncGenerator<Past> {
    for await (const message of historyIn(all, { spaceId: space, mapping, mostLetters: MESSAGE_LETTERS, keepsNotices: true })) {
      const { id, at, instant, author, kind, text, edited, replyTo } = message;
      if (kind === "system") {
        notices += 1;
        continue;
      }
      if (instant === undefined) byClock += 1;
      media?.hear(message, id);
      const topic = message.topic === undefined ? undefined : topics.get(message.topic);
      yield {
        id,
        at: instant === undefined ? clock(at) : new Date(instant),
        memberId: author === null ? null : (members.get(author) ?? null),
        words: kind === "call" ? "" : text.replace(CONTROLS, ""),
        leftOut: leftOutOf(message),
        isEdited: edited === true,
        ...(topic ? { topic } : {}),
        ...(replyTo ? { replyTo } : {}),
      };
    }
  }
  const { added, known } = await takeOver(db, space, program.origin, past());
  const brought = media && (await bringMedia(db, space, media, given.tell));
  const { file, skipped, warnings } = all;
  const used = byClock > 0 ? zone : null;
  return {
    value: {
      file,
      space,
      zone: used,
      added,
      known,
      notices,
      skipped: skipped.shown,
      skippedCount: skipped.count,
      warnings,
      media: brought,
    },
    text: broughtText(all, { added, known }, { program: program.name, zone: used, notices, media: brought }),
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

/** From the number of a topic in the export to the topic of the same title in the space. */
async function topicsOf(db: Database, space: SpaceId, { topics = new Map<number, string>() }: Export): Promise<Map<number, TopicId>> {
  const found = topics.size === 0 ? new Map<string, TopicId>() : await topicsCalled(db, space, [...topics.values()]);
  return new Map([...topics].flatMap(([number, title]) => (found.has(title) ? [[number, found.get(title)!] as const] : [])));
}
