import { once } from "node:events";
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { connect, type Socket } from "node:net";
import { pipeline } from "node:stream";
import type { Certificate } from "./certificate.ts";

const OF_A_CONNECTION = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]); // not to be had in HTTP/2

/** What stands before a community in real use: a proxy with https that speaks HTTP/2 to phones. */
export interface Front {
  target: string;
  close: () => Promise<void>;
}

/** Puts one before a server that speaks HTTP/1.1. Web sockets pass as they are. */
export async function frontOf(target: string, { key, cert }: Certificate): Promise<Front> {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const open = new Set<Socket>();
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (asked, answer) => {
    const handed = request({ agent, hostname, port, method: asked.method, path: asked.url, headers: headersOf(asked) });
    handed.on("response", (got) => {
      answer.writeHead(got.statusCode ?? 502, withoutConnection(got.headers));
      pipeline(got, answer, () => {});
    });
    handed.on("error", () => gone(answer));
    answer.on("close", () => handed.destroy());
    pipeline(asked, handed, () => {});
  });
  server.on("upgrade", (asked: Http2ServerRequest, near: Socket, first: Buffer) => {
    const far = connect(Number(port), hostname, () => {
      const lines = Object.entries({ ...asked.headers, ...originOf(asked.headers) }).map(([name, value]) => `${name}: ${String(value)}`);
      far.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      far.write(first);
      pipeline(near, far, near, () => {});
    });
    far.on("error", () => near.destroy());
  });
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    target: `https://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`,
    async close() {
      agent.destroy();
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function headersOf({ headers, authority }: Http2ServerRequest): IncomingHttpHeaders {
  const own = Object.entries(headers).filter(([name]) => !name.startsWith(":") && !OF_A_CONNECTION.has(name));
  return { ...Object.fromEntries(own), host: authority || headers.host, ...originOf(headers) };
}

/** Each phone reaches the community under another address, so the server cannot be told its own: it takes the page's origin for that of its plain address. */
const originOf = ({ origin }: IncomingHttpHeaders) => (origin ? { origin: origin.replace(/^https:/, "http:") } : {});

const withoutConnection = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_A_CONNECTION.has(name)));

function gone(answer: Http2ServerResponse): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(502).end();
}
