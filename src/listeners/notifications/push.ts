import { z } from "zod";

const ENDPOINT_LETTERS = 1_000;
const key = (bytes: number) =>
  z
    .string()
    .regex(/^[\w-]+={0,2}$/)
    .refine((text) => Buffer.from(text, "base64url").length === bytes);

/** What a browser says of itself when it subscribes: where its push service takes notices for it, and how they are sealed. */
export const Subscription = z.object({
  endpoint: z.url().max(ENDPOINT_LETTERS),
  keys: z.object({ p256dh: key(65), auth: key(16) }),
});
export type Subscription = z.infer<typeof Subscription>;

/** What appears on her phone. Neutral: it may lie on a table, face up. */
export interface PushMessage {
  title: string;
  body: string;
  /** Where a tap leads, in this house. */
  url: string;
}

/** Speaks with push services; the door to them is in interop. */
export interface Push {
  /** Base64url, uncompressed; what a browser subscribes with. */
  publicKey: string;
  /** Whether this is the address of a push service that is known here. */
  knows(endpoint: string): boolean;
  /** `gone` when the browser takes no more. Throws an Untaken when it surely was not taken, anything else when nobody knows. */
  send(to: Subscription, notice: PushMessage, liveSeconds: number): Promise<"taken" | "gone">;
}

/** It surely was not taken, and may be tried again without being said twice. */
export class Untaken extends Error {}
