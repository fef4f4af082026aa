import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire of ours in front of a server that misbehaves on demand: it cuts, refuses, or falls silent. */
export interface Proxy {
  /** The address of the server as it is reached through the wire. */
  url: string;
  /** How many connections were begun here, also those that were refused. */
  attempts: () => number;
  /** Resets every open connection; new ones pass. */
  cut: () => void;
  /** Resets every connection, the open ones and those to come, until `admit`. */
  refuse: () => void;
  /** Lets nothing through any more and says so to nobody, like a network that is gone, until `admit`. */
  silence: () => void;
  admit: () => void;
  close: () => Promise<void>;
}

/** The two ends of one connection through the wire. */
export interface Ends {
  /** Towards whoever asks. */
  near: Socket;
  /** Towards the server. */
  far: Socket;
  /** Whether nothing may pass just now. */
  isSilent: () => boolean;
}

/** How bytes travel between the ends, and how an end that closes tells the other. */
export type Carry = (ends: Ends) => void;

/** Hands on what comes, as it comes. */
const straight: Carry = ({ near, far, isSilent }) => {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.on("data", (bytes: Buffer) => void (isSilent() || to.write(bytes)));
    from.on("close", () => to.destroy());
  }
};

export async function proxyTo(target: string, carry: Carry = straight): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isRefusing = false;
  let isSilent = false;
  let attempts = 0;

  const server = createServer((near) => {
    attempts += 1;
    if (isRefusing) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => open.delete(socket));
    }
    carry({ near, far, isSilent: () => isSilent });
  });
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = `${address !== null && typeof address === "object" ? address.port : 0}`;
  return {
    url: url.href,
    attempts: () => attempts,
    cut,
    refuse() {
      isRefusing = true;
      cut();
    },
    silence: () => void (isSilent = true),
    admit: () => void (isRefusing = isSilent = false),
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
