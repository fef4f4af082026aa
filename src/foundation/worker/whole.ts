import { madeWhole } from "./lines.ts";
import { Shelf } from "./shelf.ts";
import { LEFT_OUT, signOf } from "./sign.ts";
import { inTurn } from "./turn.ts";

/** What the house answered, with the lines that it left out because they are on this phone; when they are no longer, the page is asked for once more. */
export async function whole(request: Request, answer: Response): Promise<Response> {
  const from = answer.headers.get(LEFT_OUT);
  if (from === null) return answer;
  const shelf = await inTurn(() => Shelf.open());
  const kept = await shelf?.page(new URL(request.url).pathname);
  const isSame = kept !== undefined && kept.sign.view === signOf(answer)?.view && kept.sign.tag === signOf(answer)?.tag;
  const html = isSame ? madeWhole(await answer.text(), Number(from), kept) : undefined;
  if (html === undefined) return await fetch(request);
  const headers = new Headers(answer.headers);
  for (const name of [LEFT_OUT, "content-encoding", "content-length"]) headers.delete(name);
  return new Response(html, { status: answer.status, headers });
}
