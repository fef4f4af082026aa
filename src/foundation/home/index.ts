export { openHome, keptSecret, freeBytes } from "./home.ts";
export { claim, occupantOf, type Claim, type Occupant } from "./claim.ts";
