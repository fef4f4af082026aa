/** The door of this room. Other rooms may import what is listed here and nothing else. */
export { DAYS_UNSEEN, keysFor, type Keys } from "./key.ts";
export { bytesOf, Kept, valueIn, type Change, type Shelved } from "./store.ts";
export { hearPushes, type PushWorld } from "./push.ts";
export { wipe } from "./wipe.ts";
