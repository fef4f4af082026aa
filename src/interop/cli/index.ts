export type { Answer, Flag, Given, Verb } from "./verb.ts";
export type { Reached } from "./reach.ts";
