import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { languageDetector } from "hono/language";
import { secureHeaders } from "hono/secure-headers";
import { ZodError } from "zod";
import { peopleRoutes } from "#domains/people";
import { spacesRoutes } from "#domains/spaces";
import { connect, migrate } from "#foundation/database";
import { openHearing } from "#foundation/facts";
import { askIdentity, openIdentity } from "#foundation/identity";
import { openJobs } from "#foundation/jobs";
import { locales } from "#foundation/language";
import { openLive } from "#foundation/live";
import type { Assets, House, Resources } from "#foundation/pages";
import { Refusal, statusOf } from "#foundation/refusal";
import { takeoutRoutes } from "#interop/takeout";
import { notifications } from "#listeners/notifications";

export interface Options {
  databaseUrl: string;
  origin: string;
  secret: string;
  assets: Assets;
}
const BODY_BYTES = 256 * 1024;

/** Opens the house: everything it stands on, everything it answers, and how to close it. */
export async function open({ databaseUrl, origin, secret, assets }: Options) {
  const db = connect(databaseUrl);
  await migrate(db);
  const jobs = await openJobs(databaseUrl);
  const hear = await openHearing(db, jobs, [notifications]);
  const live = await openLive(databaseUrl, hear);
  const identity = openIdentity({ db, origin, secret });
  const app = hall({ db, identity, live, assets }, origin);
  async function close(): Promise<void> {
    await live.close();
    await jobs.stop({ graceful: true, timeout: 5000 });
    await db.destroy();
  }
  return { app, db, identity, close };
}

function hall(resources: Resources, origin: string) {
  const self = ["'self'"];
  const contentSecurityPolicy = {
    defaultSrc: ["'none'"],
    scriptSrc: self,
    styleSrc: self,
    connectSrc: self,
    imgSrc: ["'self'", "data:"],
    formAction: self,
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  };
  return new Hono<House>()
    .get("/healthz", (c) => c.json({ ok: true }))
    .use(secureHeaders({ contentSecurityPolicy }), bodyLimit({ maxSize: BODY_BYTES }), csrf({ origin }))
    .use(languageDetector({ supportedLanguages: [...locales], fallbackLanguage: "en", lookupQueryString: "lang" }))
    .use(async (c, next) => {
      c.set("db", resources.db);
      c.set("identity", resources.identity);
      c.set("live", resources.live);
      c.set("assets", resources.assets);
      await next();
    })
    .on(["GET", "POST"], "/identity/*", (c) => askIdentity(c, resources.identity))
    .route("/", peopleRoutes)
    .route("/", spacesRoutes)
    .route("/", takeoutRoutes)
    .onError(answer);
}

/** The one place where a domain's "no" becomes an HTTP answer; every other error is a bug. */
function answer(error: Error, c: Context) {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof ZodError) return c.text("There is no such page.", 404);
  if (!(error instanceof Refusal)) {
    console.error(error);
    return c.text("Something broke on our side.", 500);
  }
  if (error.reason === "not-known" && c.req.method === "GET") return c.redirect(`/enter?next=${encodeURIComponent(c.req.path)}`, 303);
  return c.text(error.message, statusOf[error.reason]);
}
