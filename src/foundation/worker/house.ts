import { Shelf } from "./shelf.ts";
import { inTurn, wipeAll } from "./turn.ts";

/** Whether the answer shows the way in instead of what was asked for: what is kept never leads on elsewhere by itself. */
const isDoor = ({ status, redirected }: Response): boolean => status === 401 || redirected;

/** Whether the house has the browser forget everything; not every browser does it by itself. */
export const forgets = ({ headers }: Response): boolean => /"storage"/.test(headers.get("clear-site-data") ?? "");

/**
 * Asks the house for something of what is kept under `path`. When the house no longer knows her, everything goes; when this is no longer
 * hers to see, it goes. Undefined then, and where there is no answer.
 */
export async function askHouse(address: string, path: string): Promise<Response | undefined> {
  const answer = await fetch(address, { headers: { accept: "application/json, text/html" } }).catch(() => undefined);
  if (!answer) return undefined;
  const isNoMore = answer.status === 403 || answer.status === 404;
  if (isDoor(answer)) await wipeAll();
  else if (isNoMore) await forget(path);
  else return answer;
  return undefined;
}

/** Keeps nothing of this page any more. */
export async function forget(path: string): Promise<void> {
  await inTurn(async () => (await Shelf.open())?.drop(path));
}
