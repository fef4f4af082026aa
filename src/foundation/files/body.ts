import { HTTPException } from "hono/http-exception";
import { Refusal } from "#foundation/refusal";

/** The bytes of a body, at most `most`: whatever is longer is refused while it comes, not after. Throws invalid (413). */
export async function readUpTo(body: AsyncIterable<Uint8Array> | null, most: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > most)
      throw new Refusal("invalid", "This is too large.", { faults: { file: "fault.file-large" }, cause: new HTTPException(413) });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
