/** The door of this room. */
export { demoRoutes } from "./routes.tsx";
export { raiseTown } from "./town.ts";
