import { z } from "zod";

/** What one load process is asked to do. */
export const Job = z.object({
  server: z.enum(["kith", "ejabberd", "socket.io"]),
  host: z.string(),
  port: z.number(),
  rooms: z.array(z.object({ id: z.string(), people: z.array(z.object({ name: z.string(), secret: z.string() })) })),
  /** Every person listens in each of her rooms. Posts are sent by all of them in turn. */
  load: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("flood"), outstandingARoom: z.number(), warmSeconds: z.number(), seconds: z.number() }),
    z.object({ kind: z.literal("steady"), postsASecond: z.number(), warmSeconds: z.number(), seconds: z.number() }),
  ]),
  /** Processes whose processor time is counted, with all under them. */
  servers: z.array(z.number()),
});
export type Job = z.infer<typeof Job>;

/** What came of it. A result with faults has no worth as a figure. */
export const Result = z.object({
  faults: z.array(z.string()),
  posts: z.number(),
  deliveries: z.number(),
  /** From the first post of the measured part to its last delivery. */
  seconds: z.number(),
  deliveriesASecond: z.number(),
  /** Milliseconds from sending to each delivery; only for a steady load. */
  latency: z.object({ p50: z.number(), p99: z.number(), most: z.number() }).nullable(),
  /** Share of one core that the servers used, and that this client used, while it was measured. */
  serverBusy: z.number(),
  clientBusy: z.number(),
});
export type Result = z.infer<typeof Result>;
