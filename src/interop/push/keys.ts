import { createECDH } from "node:crypto";
import { keyFor } from "#foundation/sealing";

/** Both as base64url: the public one uncompressed (65 bytes), the private one 32 bytes. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

/** The same pair at every start, because the house's secret is kept. A number that is none of the curve's comes once in 2^32 secrets. */
export function keysFrom(secret: string): PushKeys {
  const pair = createECDH("prime256v1");
  for (let attempt = 0; ; attempt += 1) {
    const key = keyFor(secret, `push ${attempt}`);
    try {
      pair.setPrivateKey(key);
      return { publicKey: pair.getPublicKey("base64url"), privateKey: key.toString("base64url") };
    } catch {
      // the next number is as good
    }
  }
}
