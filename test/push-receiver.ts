import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";

/** One notice as the service took it, sealed. */
export interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export type PushService = Awaited<ReturnType<typeof openPushService>>;

/** A push service on this machine that keeps what it takes. `answering` is its status for each path, 201 unless said otherwise. */
export async function openPushService(port = 0) {
  const taken: Pushed[] = [];
  const asked: string[] = [];
  const answering = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const status = answering.get(path) ?? 201;
      asked.push(path);
      if (status === 201) taken.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, status >= 300 && status < 400 ? { location: "http://127.0.0.1:9/" } : {}).end();
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  const origin = `http://127.0.0.1:${address.port}`;
  async function close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
  return { origin, port: address.port, taken, asked, answering, subscriber: () => subscriberAt(origin), close };
}

const derive = (salt: Buffer, key: Buffer, info: Buffer, length: number) => Buffer.from(hkdfSync("sha256", key, salt, info, length));

/** A browser that has subscribed: what it told the house, and how it opens what comes (RFC 8188 and 8291). */
export function subscriberAt(origin: string) {
  const pair = createECDH("prime256v1");
  const [own, auth] = [pair.generateKeys(), randomBytes(16)];
  const path = `/push/${randomUUID()}`;
  function open(body: Buffer): unknown {
    const [salt, sender, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
    const shared = derive(auth, pair.computeSecret(sender), Buffer.concat([Buffer.from("WebPush: info\0"), own, sender]), 32);
    const key = derive(salt, shared, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = derive(salt, shared, Buffer.from("Content-Encoding: nonce\0"), 12);
    const cipher = createDecipheriv("aes-128-gcm", key, nonce);
    cipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
  }
  return { path, endpoint: origin + path, p256dh: own.toString("base64url"), auth: auth.toString("base64url"), open };
}
