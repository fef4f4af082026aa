import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { PersonId } from "#domains/people";
import { readUpTo, UPLOAD_BYTES, type Picture, type Pictures } from "#foundation/files";
import { faultsOf, guards, visit, wantsJson, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { keepPhoto, MOST_PHOTOS, newPhotoId, PhotoId, photoSeen } from "./photo.ts";
import { sayWithPhotos, Saying, type Said } from "./say.ts";
import { SpaceId, spaceSeen } from "./space.ts";
import { words } from "./words/index.ts";

const KEPT_SECONDS = 7 * 86_400; // by her own browser
const here = { id: SpaceId };

/** Nothing of a photo can run or reach anything, wherever it is opened, and nobody's page but ours shows it. */
const sealed = {
  ...guards,
  "content-security-policy": "default-src 'none'; sandbox",
  "content-type": "image/webp",
  "content-disposition": 'inline; filename="photo.webp"',
  "cache-control": `private, max-age=${KEPT_SECONDS}, immutable`,
};

async function photo(c: Asked, size: "whole" | "small"): Promise<Response> {
  const { as, params } = await visit(c, words, { id: PhotoId });
  const bytes = await as((tx) => photoSeen(tx, params.id, size));
  c.env.outgoing.writeHead(200, { ...sealed, "content-length": bytes.length }).end(bytes);
  return RESPONSE_ALREADY_SENT;
}

/** Photos for whoever may see them, and the way in for scripts: the file itself is the body. */
export const photoRoutes = (pictures: Pictures): Hono<House> =>
  new Hono<House>()
    .get("/files/:id", (c) => photo(c, "whole"))
    .get("/files/:id/small", (c) => photo(c, "small"))
    .post("/api/spaces/:id/files", async (c) => {
      const { personId, as, params } = await visit(c, words, here);
      await as((tx) => spaceSeen(tx, params.id)); // before a byte of it is taken
      return await pictures.from(personId, async (make) => {
        const made = await make(await readUpTo(c.req.raw.body, UPLOAD_BYTES));
        const id = await as(async (tx) => keepPhoto(tx, await spaceSeen(tx, params.id), made));
        const { width, height, bytes } = made.photo;
        return c.json({ id, kind: "photo", width, height, bytes: bytes.length }, 201);
      });
    });

/** Whether this is the composer's form, which may carry photos. */
export const mayCarryPhotos = (c: Asked): boolean => (c.req.header("content-type") ?? "").startsWith("multipart/form-data");

/**
 * Says what the composer's form holds, its photos in the same transaction. Undefined when there is no photo in it: then it is a form like any other.
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
    const files = [fields["photo"] ?? []].flat().filter((one) => one instanceof File && one.size > 0);
    const sent = files.filter((one) => one instanceof File);
    if (sent.length === 0) return undefined;
    const typed = Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
    const saying = Saying.safeParse({ ...typed, photos: sent.slice(0, MOST_PHOTOS).map(newPhotoId) });
    try {
      if (sent.length > MOST_PHOTOS) throw new Refusal("invalid", "At most four photos.", { faults: { file: "fault.files-many" } });
      if (!saying.success) throw new Refusal("invalid", "Some fields need another look.", { faults: faultsOf(saying.error) });
      const made: Picture[] = [];
      for (const one of sent) made.push(await make(Buffer.from(await one.arrayBuffer())));
      const { photos = [] } = saying.data;
      return await sayWithPhotos(c.var.resources.db, PersonId.parse(personId), params.id, saying.data, async (tx) => {
        const seen = await spaceSeen(tx, params.id);
        for (const [place, picture] of made.entries()) await keepPhoto(tx, seen, picture, photos[place]);
        return photos;
      });
    } catch (error) {
      if (wantsJson(c) || !(error instanceof Refusal) || Object.keys(error.faults).length === 0) throw error;
      return await again({ typed, faults: error.faults });
    }
  });
}
