import { z } from "zod";

/** People who open pages: each visit is one GET with one person's cookie, answered compressed as a browser asks for it. */
export const PageJob = z.object({
  host: z.string(),
  port: z.number(),
  visits: z.array(z.object({ path: z.string(), cookie: z.string() })),
  connections: z.number(),
  warmSeconds: z.number(),
  seconds: z.number(),
  /** Undefined: as many as the server gives. Else so many a second, whether or not earlier ones were answered. */
  visitsASecond: z.number().optional(),
  /** Processes whose processor time is counted, with all under them. */
  servers: z.array(z.number()),
  /** A page must contain exactly so many of these. */
  mark: z.string(),
  marks: z.number(),
});
export type PageJob = z.infer<typeof PageJob>;

export const PageResult = z.object({
  faults: z.array(z.string()),
  pages: z.number(),
  pagesASecond: z.number(),
  /** Milliseconds to the whole answer; at a fixed rate from the moment at which the visit was due. */
  p50: z.number(),
  p95: z.number(),
  most: z.number(),
  /** Mean of the compressed page with its headers. */
  bytes: z.number(),
  /** Share of one core that the servers used, and that this client used. */
  serverBusy: z.number(),
  clientBusy: z.number(),
});
export type PageResult = z.infer<typeof PageResult>;
