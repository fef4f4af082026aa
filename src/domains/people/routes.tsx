import { Hono } from "hono";
import type { House } from "#foundation/pages";
import { enterRoutes } from "./enter-routes.tsx";
import { joinRoutes } from "./join-routes.tsx";
import { meRoutes } from "./me-routes.tsx";
import { networkRoutes } from "./network-routes.tsx";
import { waysRoutes } from "./ways-routes.tsx";

export const peopleRoutes = new Hono<House>()
  .route("/", joinRoutes)
  .route("/", enterRoutes)
  .route("/", meRoutes)
  .route("/", waysRoutes)
  .route("/", networkRoutes);
