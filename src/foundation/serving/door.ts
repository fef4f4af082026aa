import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Obstacle } from "#foundation/settings";

const REQUEST_MS = 60_000; // a whole request, body and all
const HEADERS_MS = 15_000;
const IDLE_MS = 30_000;
const FINISH_MS = 4_000; // for requests under way when we are asked to stop
const POLL_MS = 20;

export type Receive = (request: IncomingMessage, response: ServerResponse) => void;

export interface Door {
  server: Server;
  port: number;
  /** From now on requests go to `receive`; until then everyone is told that we are starting. */
  admit: (receive: Receive) => void;
  /** Takes nothing new and waits for what is under way, but not for feeds, which never end by themselves. */
  finish: () => Promise<void>;
  close: () => void;
}

/** Listens at once, so that a taken port is known before anything else is begun. Throws an Obstacle. */
export async function openDoor(port: number, host: string): Promise<Door> {
  const underWay = new Set<ServerResponse>();
  let receive: Receive | undefined;
  let isStopping = false;
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS, keepAliveTimeout: IDLE_MS },
    (request, response) => {
      if (isStopping) response.setHeader("connection", "close");
      if (!receive || isStopping) return notNow(request, response, isStopping ? "stopping" : "starting");
      underWay.add(response);
      response.once("close", () => void underWay.delete(response));
      receive(request, response);
    },
  );
  await listen(server, port, host);
  const address = server.address();

  async function finish(): Promise<void> {
    isStopping = true;
    server.close();
    for (let waited = 0; waited < FINISH_MS && [...underWay].some(isBrief); waited += POLL_MS) await wait(POLL_MS);
  }

  return {
    server,
    port: address !== null && typeof address === "object" ? address.port : port,
    admit: (next) => void (receive = next),
    finish,
    close: () => {
      isStopping = true;
      server.close();
      server.closeAllConnections();
    },
  };
}

const isBrief = (response: ServerResponse): boolean => response.getHeader("content-type") !== "text/event-stream";

function notNow({ url }: IncomingMessage, response: ServerResponse, doing: string): void {
  if (url === "/health") return void response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
  response.writeHead(503, { "content-type": "application/json", "retry-after": "2" }).end(JSON.stringify({ ok: false, reason: doing }));
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
    const why: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
      EACCES: `This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`,
      EADDRNOTAVAIL: `HOST ${host} is not an address of this machine. Try HOST=127.0.0.1, or HOST=0.0.0.0 for all of its addresses.`,
      ENOTFOUND: `HOST ${host} is not known. Try HOST=127.0.0.1, or HOST=0.0.0.0 for all of this machine's addresses.`,
    };
    throw new Obstacle(why[code] ?? `Kith cannot listen on ${host}, port ${port}.`, 1, { cause });
  }
}
