/** The door of this room. */
export { openapiRoutes } from "./routes.ts";
