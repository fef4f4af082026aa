export { openDoor, type Door, type Receive } from "./door.ts";
export { builtAssets, assetFiles } from "./built.ts";
