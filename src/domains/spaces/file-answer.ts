import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { z } from "zod";
import { DOCUMENT_TYPES, documentKinds } from "#foundation/files";
import { guards, type Asked } from "#foundation/pages";
import type { FileKind } from "./photo.ts";

const KEPT_SECONDS = 7 * 86_400; // by her own browser

type Keeping = "kept" | "no-store";

/** Nothing of a file can run or reach anything, wherever it is opened, and nobody's page but ours shows it. */
const sealed = (keeping: Keeping) => ({
  ...guards,
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": keeping === "kept" ? `private, max-age=${KEPT_SECONDS}, immutable` : "no-store",
});
const RANGE = /^bytes=(\d{1,9})-(\d{0,9})$/;
const Ending = z.enum(documentKinds);

export interface HandedOut {
  kind: FileKind;
  name: string | null;
  content: Buffer;
}

/**
 * Answers with a photo or a voice note to be shown in its place, or with a file to be saved, which no page of ours ever opens. Her browser keeps it
 * for a while, or not at all.
 */
export function handOut(c: Asked, { kind, name, content }: HandedOut, keeping: Keeping = "kept"): Response {
  const { outgoing } = c.env;
  const head = sealed(keeping);
  if (kind === "voice") return playable(c, content, head);
  outgoing.writeHead(200, { ...head, ...(kind === "photo" ? photo : saved(name ?? "")), "content-length": content.length }).end(content);
  return RESPONSE_ALREADY_SENT;
}

const photo = { "content-type": "image/webp", "content-disposition": 'inline; filename="photo.webp"' };
const voice = {
  "content-type": "audio/webm; codecs=opus",
  "content-disposition": 'inline; filename="voice.webm"',
  "accept-ranges": "bytes",
};

/** Under its name, in the words of RFC 6266 for those who know other letters and for those who do not. */
function saved(name: string) {
  const ending = Ending.safeParse(name.split(".").at(-1));
  const plain = name.replaceAll(/[^A-Za-z0-9 ._-]/g, "_");
  return {
    "content-type": ending.success ? DOCUMENT_TYPES[ending.data] : "application/octet-stream",
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escape)}`,
  };
}
const escape = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** All of a voice note, or the piece of it that a player asked for. */
function playable(c: Asked, content: Buffer, head: ReturnType<typeof sealed>): Response {
  const { outgoing } = c.env;
  const asked = RANGE.exec(c.req.header("range") ?? "");
  const from = Number(asked?.[1] ?? 0);
  const to = Math.min(asked?.[2] ? Number(asked[2]) : content.length - 1, content.length - 1);
  const piece = content.subarray(from, to + 1);
  if (asked && piece.length === 0) outgoing.writeHead(416, { ...head, "content-range": `bytes */${content.length}` }).end();
  else if (asked)
    outgoing
      .writeHead(206, { ...head, ...voice, "content-length": piece.length, "content-range": `bytes ${from}-${to}/${content.length}` })
      .end(piece);
  else outgoing.writeHead(200, { ...head, ...voice, "content-length": content.length }).end(content);
  return RESPONSE_ALREADY_SENT;
}
