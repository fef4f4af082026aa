import type { Listener } from "#foundation/facts";
import type { Jobs } from "#foundation/jobs";
import { openDelivering, type Carriers } from "./deliver.ts";
import { hearing } from "./hear.ts";
import { letterRoutes } from "./letters-routes.tsx";
import { bringWaiting, waysToNews } from "./news.ts";
import { openPlanner } from "./plan.ts";
import { notificationRoutes } from "./routes.tsx";

/** The door of this room. */
export { Subscribed } from "./routes.tsx";
export { Untaken, type Push, type PushMessage, type Subscription } from "./push.ts";

/** Hears, plans and delivers for as long as the house is open. Jobs must be closed after it. */
export async function openNotifications(jobs: Jobs, carriers: Carriers) {
  await openDelivering(jobs, carriers);
  const planner = openPlanner(carriers.db, jobs);
  const listener: Listener = hearing;
  return {
    listener,
    routes: notificationRoutes(carriers.push),
    letters: letterRoutes,
    bringWaiting,
    ways: waysToNews,
    close: planner.close,
  };
}
