import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { moderationRoutes, waysFromMe, waysFromNetwork } from "#domains/moderation";
import { isInvented, peopleRoutes } from "#domains/people";
import { safetyRoutes, waysToNumbers } from "#domains/safety";
import { openSpaces, samples, takesFiles } from "#domains/spaces";
import { keepIconsAt } from "#design";
import { connect, knownMigrations, mustBeHarmless, prepare, serveUrlFrom, type Database } from "#foundation/database";
import { readUpTo } from "#foundation/files";
import { openHearing } from "#foundation/facts";
import { openIdentity } from "#foundation/identity";
import { closeJobs, openJobs, prepareJobs } from "#foundation/jobs";
import { openLive, openNotices, type Notices } from "#foundation/live";
import { Refusal } from "#foundation/refusal";
import { openPost } from "#foundation/mail";
import { demoRoutes, raiseTown } from "#interop/demo";
import { openapiRoutes } from "#interop/openapi";
import { openPush, type PushOptions } from "#interop/push";
import { openNotifications } from "#listeners/notifications";
import {
  type Assets,
  Dictionaries,
  dictionaryRoutes,
  guarded,
  errorPage,
  type House,
  installRoutes,
  phoneRoutes,
  plainHtml,
  preferences,
  printFault,
  problem,
  refusalOf,
  refuse,
  type Resources,
  wantsJson,
} from "#foundation/pages";

/** `ownerUrl` migrates; `serveUrl` serves, and is made from it when only one address is known. */
export interface Options {
  ownerUrl: string;
  serveUrl?: string;
  origin: string;
  secret: string;
  assets: Assets;
  proxies: number;
  smtpUrl?: string;
  push?: Pick<PushOptions, "keys" | "subject" | "services">;
  /** A town of invented people to look around in, raised if it does not stand yet; told as it goes. */
  demo?: (line: string) => void;
}

const BODY_BYTES = 256 * 1024;
const FILES_BYTES = 25 * 1024 * 1024; // up to four photos with a message

/** Opens the house: everything it stands on, everything it answers, and how to close it. */
export async function open({ ownerUrl, serveUrl, origin, secret, assets, proxies, smtpUrl, push, demo }: Options) {
  await prepare(ownerUrl);
  await prepareJobs(ownerUrl);
  const address = serveUrl ?? (await serveUrlFrom(ownerUrl, secret));
  await mustBeHarmless(address);
  const db = connect(address);
  const jobs = await openJobs(db);
  const identity = await openIdentity({ db, origin, secret, proxies, jobs, ...(smtpUrl ? { smtpUrl } : {}) });
  const spaces = openSpaces(db);
  const notices = await openNotices(db, {
    onSubjects: (subjects) => {
      identity.forget(subjects);
      live.wake(subjects);
      hearing.wake();
    },
    onReturn: () => identity.forgetAll(),
  });
  const live = openLive(db, notices, spaces.log);
  const post = smtpUrl ? openPost({ smtpUrl, origin }) : undefined;
  const told = await openNotifications(jobs, { db, origin, secret, post, push: openPush({ secret, origin, ...push }) });
  const hearing = openHearing(db, [told.listener]);
  keepIconsAt(assets.icons);
  if (demo) await raiseTown(db, secret, demo);
  const invented = (await isInvented(db)) ? { canChoose: demo !== undefined } : undefined;
  const resources: Resources = {
    db,
    identity,
    live,
    jobs,
    assets,
    origin,
    secret,
    proxies,
    hasMail: smtpUrl !== undefined,
    ways: { me: async (...asked) => [...(await told.ways(...asked)), ...(await waysFromMe(...asked))], network: waysOfNetwork },
    dictionaries: assets.worker && dictionariesFor(() => resources),
    invented,
  };
  const app = hall(resources, { ready: () => readiness(db, notices), beforePages: spaces.beforePages, told }, spaces.routes);
  if (demo) app.route("/", demoRoutes);

  async function close(): Promise<void> {
    live.close();
    await spaces.close();
    await hearing.close();
    await told.close();
    await closeJobs(jobs);
    await notices.close();
    await db.close();
  }
  const listener = getRequestListener(app.fetch);
  function receive(request: IncomingMessage, response: ServerResponse): void {
    const answering = spaces.pastRouter(resources, request, response);
    if (answering) answering.catch((error: unknown) => refuse(response, error));
    else void listener(request, response);
  }
  return { app, listener: receive, db, identity, live, close };
}

const dictionariesFor = (resources: () => Resources): Dictionaries =>
  new Dictionaries((locale) => samples(locale).reduce((text, sample) => text + plainHtml(resources(), locale, sample), ""));

const waysOfNetwork: Resources["ways"]["network"] = async (...asked) => [
  ...(await waysFromNetwork(...asked)),
  ...(await waysToNumbers(...asked)),
];

interface Hall {
  ready: () => Promise<string | undefined>;
  /** What rooms put on every page. */
  beforePages: MiddlewareHandler<House>[];
  told: Pick<Awaited<ReturnType<typeof openNotifications>>, "routes" | "letters" | "bringWaiting">;
}

function hall(resources: Resources, { ready, beforePages, told }: Hall, spacesRoutes: Hono<House>) {
  const isOurs = (from: string, c: Context) => from === resources.origin || from === new URL(c.req.url).origin;
  return new Hono<House>()
    .get("/health", (c) => c.json({ ok: true }))
    .get("/ready", async (c) => {
      const reason = await ready();
      return reason ? c.json({ ok: false, reason }, 503) : c.json({ ok: true });
    })
    .use(...guarded)
    .use(async (c, next) => {
      c.set("resources", resources);
      await next();
    })
    .use(preferences) // before anything that may refuse: a "no" is said in her language
    .use((c, next) => limitOf(c)(c, next))
    .route("/", told.letters) // a mailbox ends letters by a form of its own
    .use(csrf({ origin: isOurs }))
    .use(...beforePages, told.bringWaiting)
    .route("/", dictionaryRoutes)
    .route("/", installRoutes)
    .route("/", phoneRoutes)
    .route("/", safetyRoutes)
    .route("/", peopleRoutes)
    .route("/", spacesRoutes)
    .route("/", moderationRoutes)
    .route("/", told.routes)
    .route("/", openapiRoutes)
    .notFound((c) => answer(undefined, c))
    .onError((error, c) => answer(error, c));
}

/** What is a little too large is read to its end and forgotten: an answer reaches nobody who still sends. */
async function tooLarge({ req: { raw } }: Context): Promise<Response> {
  if (raw.body && !raw.body.locked) await readUpTo(raw.body, 0);
  throw new HTTPException(413);
}
const fewBytes = bodyLimit({ maxSize: BODY_BYTES, onError: tooLarge });
const manyBytes = bodyLimit({ maxSize: FILES_BYTES, onError: tooLarge });
/** Only a request that may carry files, and says beforehand how large it is, may be larger than words are. */
const limitOf = ({ req }: Context) =>
  req.method === "POST" && takesFiles(req.path, req.header("content-type")) && req.header("content-length") ? manyBytes : fewBytes;

/** What keeps the house from serving, in a plain sentence; nothing when it serves. */
async function readiness(db: Database, notices: Notices): Promise<string | undefined> {
  if (!notices.isListening()) return "The line to the database is down; it is being opened again.";
  try {
    const { rows } = await db.pools.worker.query<{ done: number }>("select migrations_done() as done");
    const missing = knownMigrations() - (rows[0]?.done ?? 0);
    return missing > 0 ? `${missing} migrations are missing.` : undefined;
  } catch {
    return "The database does not answer.";
  }
}

/** The one place where a "no" becomes an HTTP answer; every error that is none is a bug, and says nothing about itself. */
async function answer(error: Error | undefined, c: Context<House>): Promise<Response> {
  const refusal = error ? refusalOf(error) : new Refusal("not-found", "There is nothing at this address.");
  if (error && !refusal) printFault(error);
  if (wantsJson(c)) return problem(refusal);
  if (refusal?.reason === "not-known") await c.var.resources.identity.entrance.forgetEnded(c);
  if (refusal?.reason === "not-known" && c.req.method === "GET")
    return c.redirect(c.req.path === "/" ? "/welcome" : `/enter?next=${encodeURIComponent(c.req.path)}`, 303);
  return errorPage(c, refusal);
}
