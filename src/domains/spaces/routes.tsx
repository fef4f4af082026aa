import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { Database } from "#foundation/database";
import { openPictures } from "#foundation/files";
import type { House, Resources } from "#foundation/pages";
import { aboutRoutes } from "./about-routes.tsx";
import { openCommitQueue } from "./commit-queue.ts";
import { doorRoutes } from "./door-routes.tsx";
import { hiddenRoutes } from "./hidden-routes.ts";
import { JustSaid } from "./just-said.ts";
import { keysRoutes } from "./keys-routes.tsx";
import { hear } from "./live-route.ts";
import { spaceLog, trimLogs } from "./log.ts";
import { messagePageRoutes } from "./message-page-routes.tsx";
import { messageRoutes } from "./message-routes.tsx";
import { bringNews } from "./news.ts";
import { forgetLoosePhotos } from "./photo.ts";
import { fileRoutes } from "./file-routes.ts";
import { roomPhoneRoutes } from "./phone-routes.tsx";
import { pastRouter } from "./past-router.ts";
import { roomListRoutes } from "./room-list-routes.tsx";
import { sendOn } from "./send-on.tsx";
import { searchRoutes } from "./search-routes.tsx";

const TRIM_MS = 6 * 3_600_000;

/** Opens the room: its queue for what is said, its log for live feeds, its routes, and the sweeping of old lines. */
export function openSpaces(db: Database) {
  const justSaid = new JustSaid();
  const queue = openCommitQueue(db, justSaid);
  const pictures = openPictures();
  const forget = () => Promise.allSettled([trimLogs(db), forgetLoosePhotos(db)]);
  const trimming = setInterval(() => void forget(), TRIM_MS);
  const routes = new Hono<House>()
    .get("/live", async (c) => {
      await hear(c.var.resources, c.env.incoming, c.env.outgoing);
      return RESPONSE_ALREADY_SENT;
    })
    .route("/", roomListRoutes)
    .route("/", searchRoutes)
    .route("/", doorRoutes)
    .route("/", aboutRoutes)
    .route("/", messagePageRoutes)
    .route("/", hiddenRoutes)
    .route("/", keysRoutes)
    .route("/", roomPhoneRoutes)
    .route("/", fileRoutes(pictures))
    .route("/", messageRoutes(queue, pictures));
  async function close(): Promise<void> {
    clearInterval(trimming);
    await pictures.close();
    await queue.close();
  }
  const past = (resources: Resources, request: IncomingMessage, out: ServerResponse) => pastRouter(queue, resources, request, out);
  return { log: spaceLog(db, justSaid), queue, routes, beforePages: [bringNews, sendOn], pastRouter: past, close };
}
