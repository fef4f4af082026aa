import { Hono } from "hono";
import type { House } from "#foundation/pages";
import { deskRoutes } from "./desk-routes.tsx";
import { reportRoutes } from "./report-routes.tsx";

export const moderationRoutes = new Hono<House>().route("/", reportRoutes).route("/", deskRoutes);
