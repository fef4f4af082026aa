/** The door of this room. Other rooms may import what is listed here and nothing else. */
export { confirmNumber, Entering, enterNumber } from "./number.ts";
export { safetyRoutes } from "./routes.tsx";
export { waysToNumbers } from "./ways.ts";
