import type { Job } from "../load/job.ts";

/** What must stand ready before the load begins: so many rooms with so many people in each, nobody in two. */
export interface Town {
  rooms: number;
  peopleARoom: number;
}

/** A server that stands ready to be measured. */
export interface Standing {
  host: string;
  port: number;
  rooms: Job["rooms"];
  /** The server's own process. */
  server: number;
  /** It and its PostgreSQL. */
  processes: number[];
  /** Where the server's inspector listens, when it is a Node server started with one. */
  inspector: number;
  /** Undefined while everything lives. */
  ended: () => string | undefined;
  stop: () => Promise<void>;
}

/** One of those who are measured side by side. */
export interface Contestant {
  name: Job["server"];
  /** What it is, for the table. */
  description: string;
  /** A sentence when it cannot run on this machine. */
  missing(): Promise<string | undefined>;
  start(home: string, town: Town): Promise<Standing>;
}
