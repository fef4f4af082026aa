import { z } from "zod";
import { Job } from "./job.ts";

/** Opens a connection for every person and lets them all rest. */
export const IdleJob = Job.omit({ load: true }).extend({
  /** The server's own process, whose memory is read, and the port of its inspector. */
  server: z.enum(["kith", "socket.io"]),
  process: z.number(),
  inspector: z.number(),
  restSeconds: z.number(),
});
export type IdleJob = z.infer<typeof IdleJob>;

/** Bytes of resident memory of the server's process. */
export const IdleResult = z.object({
  faults: z.array(z.string()),
  connections: z.number(),
  /** After some had come and gone, and what they left was collected. */
  before: z.number(),
  /** With all of them at rest, as the server stood by itself. */
  asItStood: z.object({ after: z.number(), aConnection: z.number() }),
  /** And after it was made to give back what it no longer needs. */
  settled: z.object({ after: z.number(), aConnection: z.number() }),
  /** Messages that the rested connections then heard, to show that all of them live. */
  heard: z.number(),
});
export type IdleResult = z.infer<typeof IdleResult>;
