/** The door of this room: everything a house holds, out into a folder and back. */
export { backUp } from "./back-up.ts";
export { bringBack, lookThrough, mustTakeSecret } from "./bring-back.ts";
export type { Manifest } from "./manifest.ts";
