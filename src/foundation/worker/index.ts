/** The door of this room. Other rooms may import what is listed here and nothing else. */
export { LEFT_OUT, MARKS, SIGN, signed, type Sign } from "./sign.ts";
export { work } from "./work.ts";
