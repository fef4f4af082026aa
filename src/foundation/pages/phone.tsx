import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { Empty, LinkButton, Notice } from "#design";
import { MARKS, SIGN, signed, type Sign } from "#foundation/worker";
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
  /** `name` is short, and no other page of hers has it. */
  log?: { seq: number; more: string; name: string };
}

/** Lets her phone keep the page that is answered, sealed, for when there is no network. Returns what the page says of itself. */
export function letKeep(c: Asked, { personId, title, sees, log }: Kept): Sign {
  const { locale, zone, looks, isSparing, resources } = c.var;
  const view = createHash("sha256")
    .update(JSON.stringify([resources.assets.script, locale, zone, looks.cover, isSparing, sees]))
    .digest("base64url")
    .slice(0, VIEW_LETTERS);
  const tag = resources.identity.phoneTag(personId);
  const sign: Sign = { tag, title: looks.cover ? "" : title, view, locale, zone, ...(log ? { log: marked(log, view) } : {}) };
  if (resources.assets.worker?.keepsPages) c.header(SIGN, signed(sign));
  return sign;
}

const marked = ({ seq, more, name }: NonNullable<Kept["log"]>, view: string) => ({
  seq,
  more,
  mark: `${name}.${seq.toString(36)}.${view}`,
});

/** Up to which place of its log the phone that asks has the lines of this page, in the same view; undefined where it does not say so. */
export function hasUpTo(c: Asked, { log }: Sign): number | undefined {
  if (!c.var.resources.assets.worker?.keepsPages) return undefined;
  const [name, , view] = log?.mark.split(".") ?? [];
  const marks = (c.req.header(MARKS) ?? "").split(",").map((mark) => mark.trim().split("."));
  const same = marks.find((mark) => mark.length === 3 && mark[0] === name && mark[2] === view);
  const seq = same ? Number.parseInt(same[1] ?? "", 36) : Number.NaN;
  return Number.isSafeInteger(seq) ? seq : undefined;
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
