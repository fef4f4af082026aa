import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { Empty, LinkButton, Notice } from "#design";
import { SIGN, signed, type Sign } from "#foundation/worker";
import type { Asked, House } from "./house.ts";
import { page } from "./page.tsx";
import { words } from "./words/index.ts";

/** Where the script of the worker is; its folder is the whole house. */
export const WORKER = "/sw.js";
const WORKER_SECONDS = 600; // a browser asks for it after every page; at most this long an old one stays
const VIEW_LETTERS = 12;

/** What a page says of itself, so that a phone may keep it. `sees` is whatever of her own choice changes what its lines show. */
interface Kept {
  personId: string;
  title: string;
  sees?: unknown;
  log?: Sign["log"];
}

/** Lets her phone keep the page that is answered, sealed, for when there is no network. Returns the view it is of. */
export function letKeep(c: Asked, { personId, title, sees, log }: Kept): string {
  const { locale, zone, looks, isSparing, resources } = c.var;
  const view = createHash("sha256")
    .update(JSON.stringify([locale, zone, looks.cover, isSparing, sees]))
    .digest("base64url")
    .slice(0, VIEW_LETTERS);
  const tag = resources.identity.phoneTag(personId);
  if (resources.assets.worker?.keepsPages)
    c.header(SIGN, signed({ tag, title: looks.cover ? "" : title, view, locale, zone, ...(log ? { log } : {}) }));
  return view;
}

/** Where the worker puts the notice that a page comes from the phone; empty as the house sends it. A page that names the worker registers it. */
export const FromPhone = ({ worker }: { worker?: string | undefined }) => <div class="from-phone" data-worker={worker} hidden />;

/** The script of the worker, and the page it shows when there is neither a network nor what was asked for. */
export const phoneRoutes = new Hono<House>()
  .get(WORKER, (c) => {
    const { worker } = c.var.resources.assets;
    if (!worker) return c.notFound();
    c.header("content-type", "text/javascript; charset=utf-8");
    c.header("cache-control", `max-age=${WORKER_SECONDS}`);
    c.header("vary", "accept-encoding");
    if (!/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) return c.body(worker.script);
    c.header("content-encoding", "gzip");
    return c.body(zipped(worker.script));
  })
  .get("/offline", (c) => {
    const w = words(c.var.locale);
    const content = (
      <Empty drawing="window" title={w("offline.title")} body={w("offline.body")} isPage>
        <div class="on-phone" hidden />
        <LinkButton href="">{w("offline.again")}</LinkButton>
        <template id="phone-notice">
          <Notice icon="phone" title={w("offline.notice", { when: "{when}" })} />
        </template>
      </Empty>
    );
    return page(c, { title: w("offline.title"), content, isStranger: true, isNarrow: true });
  });

let once: { worker: string; bytes: Uint8Array<ArrayBuffer> } | undefined;

function zipped(worker: string): Uint8Array<ArrayBuffer> {
  if (once?.worker !== worker) once = { worker, bytes: new Uint8Array(gzipSync(worker, { level: 9 })) };
  return once.bytes;
}
