import { Hono } from "hono";
import type { House } from "#foundation/pages";
import { described } from "./described.ts";

let made: object | undefined;

export const openapiRoutes = new Hono<House>().get("/api/openapi.json", (c) => c.json((made ??= described())));
