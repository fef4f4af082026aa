import { Shelf } from "./shelf.ts";
import { inTurn } from "./turn.ts";
import type { Asking } from "./scope.ts";

export const isPicture = (path: string): boolean => /^\/files\/[\w-]+\/small$/.test(path);

/** A small picture: from the house, and kept sealed if it stands in a page that is kept; else from the phone. */
export async function picture(event: Asking): Promise<Response> {
  const { pathname } = new URL(event.request.url);
  const answer = await fetch(event.request).catch(() => undefined);
  if (answer?.ok) {
    const copy = answer.clone();
    event.waitUntil(inTurn(async () => (await Shelf.open())?.putPicture(pathname, new Uint8Array(await copy.arrayBuffer()))));
  }
  if (answer) return answer;
  const bytes = await inTurn(async () => (await Shelf.open())?.picture(pathname));
  return bytes ? new Response(bytes, { headers: { "content-type": "image/webp" } }) : Response.error();
}
