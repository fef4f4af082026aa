import { prove } from "./plant.ts";
import { domainsOnlyRefuse } from "./refusals.ts";

const domain = (text: string) => ({ "src/domains/spaces/a.ts": text });
const sound = {
  ...domain('throw new Refusal("invalid", "no"); try { say(); } catch (error) { if (error instanceof Error) throw error; }'),
  "src/foundation/jobs/a.ts": 'throw new Error("a bug");',
};

prove("domains only refuse", domainsOnlyRefuse, sound, [
  ["an error thrown by a domain", domain('throw new Error("no");'), "a.ts:1 makes a new Error"],
  ["an error thrown round a corner", domain('const no = () => new RangeError("no"); throw no();'), "makes a new RangeError"],
  ["a promise broken with an error", domain('Promise.reject(new Error("no"));'), "makes a new Error"],
  ["an error of HTTP thrown by a domain", domain("throw new HTTPException(404);"), "throws HTTPException"],
  ["a bare word thrown by a domain", domain('throw "no";'), "throws a bare value"],
  ["an error made by a domain", domain("class Full extends Error {}"), "out of Error"],
  ["a refusal made narrower by a domain", domain("class Full extends Refusal {}"), "out of Refusal"],
]);
