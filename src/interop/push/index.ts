/** The door of this room. Other rooms may import what is listed here and nothing else. */
export { openPush, type PushOptions } from "./push.ts";
