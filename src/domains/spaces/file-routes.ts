import { Hono } from "hono";
import { z } from "zod";
import { PersonId } from "#domains/people";
import {
  DOCUMENT_BYTES,
  documentFrom,
  readUpTo,
  UPLOAD_BYTES,
  VOICE_SENT_BYTES,
  voiceFrom,
  type Make,
  type Pictures,
} from "#foundation/files";
import type { Transaction } from "#foundation/database";
import { faultsOf, visit, wantsJson, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { handOut } from "./file-answer.ts";
import { fileSeen, keepDocument, keepPhoto, keepVoice, MOST_PHOTOS, newPhotoId, PhotoId, photoSeen, type FileKind } from "./photo.ts";
import { sayWithPhotos, Saying, type Said } from "./say.ts";
import { SpaceId, spaceSeen, type Seen } from "./space.ts";
import { words } from "./words/index.ts";

const here = { id: SpaceId };
const one = { id: PhotoId };
const kinds = ["photo", "voice", "file"] as const satisfies readonly FileKind[];
const Sent = z.object({ kind: z.enum(kinds).default("photo"), name: z.string().max(500).default("") });

/** The most bytes that are taken in, of each kind. */
const most = { photo: UPLOAD_BYTES, voice: VOICE_SENT_BYTES, file: DOCUMENT_BYTES } satisfies Record<FileKind, number>;

/** What was sent, made harmless: how to keep it, and what to tell of it. */
interface Harmless {
  keep: (tx: Transaction, space: Seen, id: PhotoId) => Promise<PhotoId>;
  told: object;
}

/** Makes what was sent harmless, as the kind it was sent as. Throws invalid where it is another. */
async function harmless(kind: FileKind, make: Make, sent: Buffer, name: string): Promise<Harmless> {
  if (kind === "photo") {
    const made = await make(sent);
    const { width, height, bytes } = made.photo;
    return { keep: (tx, space, id) => keepPhoto(tx, space, made, id), told: { kind, width, height, bytes: bytes.length } };
  }
  if (kind === "voice") {
    const voice = voiceFrom(sent);
    const { milliseconds, bytes } = voice;
    return { keep: (tx, space, id) => keepVoice(tx, space, voice, id), told: { kind, milliseconds, bytes: bytes.length } };
  }
  const document = documentFrom(sent, name);
  const told = { kind, name: document.name, bytes: document.bytes.length };
  return { keep: (tx, space, id) => keepDocument(tx, space, document, id), told };
}

/** Photos, voice notes and files for whoever may see them, and the way in for scripts: the file itself is the body. */
export const fileRoutes = (pictures: Pictures): Hono<House> =>
  new Hono<House>()
    .get("/files/:id", async (c) => {
      const { as, params } = await visit(c, words, one);
      return handOut(c, await as((tx) => fileSeen(tx, params.id)));
    })
    .get("/files/:id/small", async (c) => {
      const { as, params } = await visit(c, words, one);
      return handOut(c, { kind: "photo", name: null, content: await as((tx) => photoSeen(tx, params.id, "small")) });
    })
    .post("/api/spaces/:id/files", async (c) => {
      const { personId, as, params } = await visit(c, words, here);
      await as((tx) => spaceSeen(tx, params.id)); // before a byte of it is taken
      const asked = Sent.safeParse(c.req.query());
      if (!asked.success) throw new Refusal("invalid", "kind is photo, voice or file.", { faults: { kind: "choice" } });
      const { kind, name } = asked.data;
      return await pictures.from(personId, async (make) => {
        const { keep, told } = await harmless(kind, make, await readUpTo(c.req.raw.body, most[kind]), name);
        const id = await as(async (tx) => keep(tx, await spaceSeen(tx, params.id), newPhotoId()));
        return c.json({ id, ...told }, 201);
      });
    });

/** Whether this is the composer's form, which may carry files. */
export const mayCarryFiles = (c: Asked): boolean => (c.req.header("content-type") ?? "").startsWith("multipart/form-data");

/**
 * Says what the composer's form holds, its files in the same transaction. Undefined when there is no file in it: then it is a form like any other.
 */
export async function sayForm(
  c: Asked,
  pictures: Pictures,
  again: (form: Form) => Promise<Response>,
): Promise<Said | Response | undefined> {
  const { personId, as, params } = await visit(c, words, here);
  await as((tx) => spaceSeen(tx, params.id)); // before a byte of it is taken
  return await pictures.from(personId, async (make) => {
    const fields = await c.req.parseBody({ all: true }).catch((cause: unknown) => {
      throw new Refusal("invalid", "This form cannot be read.", { faults: { body: "form" }, cause });
    });
    const sent = kinds.flatMap((kind) => filesIn(fields[kind]).map((file) => ({ kind, file })));
    if (sent.length === 0) return undefined;
    const typed = Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
    const saying = Saying.safeParse({ ...typed, photos: sent.slice(0, MOST_PHOTOS).map(newPhotoId) });
    try {
      if (sent.length > MOST_PHOTOS) throw new Refusal("invalid", "At most four things.", { faults: { file: "fault.files-many" } });
      if (!saying.success) throw new Refusal("invalid", "Some fields need another look.", { faults: faultsOf(saying.error) });
      const made: Harmless[] = [];
      for (const { kind, file } of sent) made.push(await harmless(kind, make, Buffer.from(await file.arrayBuffer()), file.name));
      const { photos = [] } = saying.data;
      return await sayWithPhotos(c.var.resources.db, PersonId.parse(personId), params.id, saying.data, async (tx) => {
        const seen = await spaceSeen(tx, params.id);
        for (const [place, { keep }] of made.entries()) await keep(tx, seen, photos[place] ?? newPhotoId());
        return photos;
      });
    } catch (error) {
      if (wantsJson(c) || !(error instanceof Refusal) || Object.keys(error.faults).length === 0) throw error;
      return await again({ typed, faults: error.faults });
    }
  });
}

/** The files of one field; a browser sends an empty one where none was chosen. */
const filesIn = (field: string | File | (string | File)[] | undefined): File[] =>
  [field ?? []].flat().filter((sent): sent is File => sent instanceof File && sent.size > 0);
