import { createContext } from "preact";

/** Whether this page is made for little data: a part then draws nothing that only pleases, and shows a picture as a link with its size. */
export const Sparing = createContext(false);
