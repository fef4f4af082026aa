import { HTTPException } from "hono/http-exception";
import { Refusal } from "#foundation/refusal";

/** How much more than may be taken is still read and forgotten, so that a sender who is not done hears the answer. */
const FORGOTTEN_BYTES = 12 * 1024 * 1024;

/**
 * The bytes of a body, at most `most`. Of one that is longer nothing is kept: what is a little too long is read to its end, because an answer
 * reaches nobody who still sends; what goes on and on is cut. Throws invalid (413).
 */
export async function readUpTo(body: AsyncIterable<Uint8Array> | null, most: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes <= most) parts.push(part);
    else parts.length = 0;
    if (bytes > most + FORGOTTEN_BYTES) break;
  }
  if (bytes > most)
    throw new Refusal("invalid", "This is too large.", { faults: { file: "fault.file-large" }, cause: new HTTPException(413) });
  return Buffer.concat(parts);
}
