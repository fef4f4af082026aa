import { SMTPServer } from "smtp-server";

/** One letter as the server took it. */
export interface Taken {
  to: string;
  messageId: string;
  /** Its head and body, quoted-printable and folded lines undone. */
  text: string;
}

export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;

/** A real mail server that keeps what it takes. `refusing` makes it say so once a letter is given to it: 4xx for later, 5xx for never. */
export async function openPostOffice(port = 0) {
  const taken: Taken[] = [];
  const state: { refusing: number | undefined; refused: string[] } = { refusing: undefined, refused: [] };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        if (state.refusing !== undefined) state.refused.push(to);
        if (state.refusing !== undefined) return done(Object.assign(new Error("Not now"), { responseCode: state.refusing }));
        taken.push(letterOf(Buffer.concat(chunks).toString(), to));
        done();
      });
    },
  });
  server.on("error", () => {}); // a sender that is killed breaks its connection
  await new Promise<void>((ready) => void server.listen(port, "127.0.0.1", ready));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    taken,
    state,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

function letterOf(raw: string, to: string): Taken {
  const bytes = Buffer.from(
    raw.replaceAll("=\r\n", "").replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    /charset=utf-8/i.test(raw) && /quoted-printable/i.test(raw) ? "latin1" : "utf8",
  );
  const text = bytes.toString("utf8").replaceAll(/\r\n[ \t]+/g, " ");
  return { to, messageId: /^message-id: *<([^>]+)>/im.exec(raw)?.[1] ?? "", text };
}
