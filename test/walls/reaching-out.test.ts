import { prove } from "./plant.ts";
import { onlyInteropReachesOut } from "./reaching-out.ts";

const domain = (text: string) => ({ "src/domains/spaces/a.ts": text });
const foundation = (text: string) => ({ "src/foundation/jobs/a.ts": text });
const part = (text: string) => ({ "src/domains/spaces/parts/a.tsx": text });
const sound = {
  ...part('fetch("/live"); fetch(form.action); new EventSource(`/live?spaces=${id}`);'),
  "src/interop/federation/index.ts": 'import { request } from "node:https"; fetch(address);',
  "src/foundation/serving/door.ts": 'import { createServer } from "node:http"; app.fetch(request);',
};

prove("only interop reaches out", onlyInteropReachesOut, sound, [
  ["a domain that fetches", domain("await fetch(address);"), "a.ts:1 reaches out of the house with fetch"],
  ["a foundation that fetches", foundation("await globalThis.fetch(address);"), "reaches out of the house"],
  ["a socket to somewhere", foundation("new WebSocket(address);"), "with WebSocket"],
  ["a client of Node's", foundation('import { get } from "node:http";'), "with node:http"],
  ["a client of Node's, whole", foundation('import * as http from "node:http"; http.request(address);'), "with http.request"],
  ["a client from a package", foundation('import { request } from "undici";'), "with undici"],
  ["a page that asks another house", part('fetch("https://example.org/count");'), "reaches out of the house"],
  ["a page that asks another house by two strokes", part("new EventSource(`//example.org/live`);"), "with EventSource"],
  ["a page that tells another house", part('navigator.sendBeacon("https://example.org");'), "with sendBeacon"],
]);
