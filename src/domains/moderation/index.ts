/** The door of this room. Other rooms may import what is listed here and nothing else. */
export { moderationRoutes } from "./routes.tsx";
export { waysFromMe, waysFromNetwork } from "./ways.ts";
