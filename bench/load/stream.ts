import { connect, type Socket } from "node:net";

const CHUNK_BYTES = 256 * 1024;
const OPEN_MS = 60_000;
// Reads happen one after another and are used up at once, so all connections can share one buffer.
const chunk = Buffer.allocUnsafe(CHUNK_BYTES);

export interface Stream {
  socket: Socket;
  close: () => void;
}

export interface Ends {
  /** Receives the bytes as they come; they are overwritten afterwards. */
  onBytes: (bytes: Buffer) => void;
  /** The server ended or broke the connection before we did. */
  onLost: (why: string) => void;
}

/** A connection whose bytes are read without a copy. Resolves when it is open. */
export async function openStream(host: string, port: number, { onBytes, onLost }: Ends): Promise<Stream> {
  let isOurs = false;
  const socket = connect({
    host,
    port,
    noDelay: true,
    onread: {
      buffer: chunk,
      callback: (length) => {
        onBytes(chunk.subarray(0, length));
        return true;
      },
    },
  });
  const lost = (why: string) => {
    if (!isOurs) onLost(why);
    isOurs = true;
  };
  socket.on("error", (error) => lost(error.message));
  socket.on("end", () => lost("the server ended the connection"));
  socket.on("close", () => lost("the connection closed"));
  const close = () => {
    isOurs = true;
    socket.destroy();
  };
  const timer = setTimeout(() => socket.destroy(new Error("the connection did not open")), OPEN_MS);
  try {
    await new Promise((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
  } finally {
    clearTimeout(timer);
  }
  return { socket, close };
}
