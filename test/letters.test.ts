import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { expect, test as base } from "vitest";
import { SECRET } from "#test/cluster";
import { freshDatabase } from "#test/people";
import { fill, plainBrowser } from "#test/plain-browser";
import { createServer } from "node:http";
import { Client } from "pg";
import { open } from "../src/front.ts";

const SOON_MS = 10_000;

interface Post {
  url: string;
  owner: Client;
  letters: string[];
  /** The first letter to a mailbox; undefined when none came in good time. */
  letterTo(mailbox: string, withinMs?: number): Promise<string | undefined>;
}
const test = base.extend<{ post: Post }>({
  post: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const letters: string[] = [];
      const smtp = new SMTPServer({
        disabledCommands: ["AUTH", "STARTTLS"],
        onData(stream, _session, done) {
          const chunks: Buffer[] = [];
          stream.on("data", (chunk: Buffer) => chunks.push(chunk));
          stream.on("end", () => done(letters.push(Buffer.concat(chunks).toString()) ? null : null));
        },
      });
      await new Promise<void>((ready) => void smtp.listen(0, "127.0.0.1", ready));
      const address = smtp.server.address();
      const server = createServer();
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const portOf = (at: typeof address) => (at !== null && typeof at === "object" ? at.port : 0);
      const url = `http://localhost:${portOf(server.address())}`;
      const addresses = await freshDatabase();
      const assets = { styles: [], script: "/browser.js", icons: "/icons.svg", chunkOf: () => [] };
      const house = await open({
        ...addresses,
        origin: url,
        secret: SECRET,
        assets,
        proxies: 1,
        smtpUrl: `smtp://127.0.0.1:${portOf(address)}`,
      });
      server.on("request", house.listener);
      const owner = new Client(addresses.ownerUrl);
      await owner.connect();
      async function letterTo(mailbox: string, withinMs = SOON_MS): Promise<string | undefined> {
        const end = Date.now() + withinMs;
        const found = () => letters.find((letter) => letter.includes(`To: ${mailbox}`));
        while (!found() && Date.now() < end) await wait(50);
        return found();
      }
      await use({ url, owner, letters, letterTo });
      await house.close();
      server.closeAllConnections();
      server.close();
      smtp.close();
      await owner.end();
    },
    { scope: "file" },
  ],
});

/** The words of a letter, its line breaks and signs put back. */
const readable = (letter: string) =>
  letter.replaceAll("=\r\n", "").replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
const linkIn = (letter: string, path: string) => new RegExp(`${path}[\\w-]+`).exec(readable(letter))?.[0] ?? "";

/** Someone with a mailbox that she has proved. */
async function withMailbox(post: Post, mailbox: string) {
  const browser = plainBrowser(post);
  await fill(browser);
  const asked = await browser.go("/me/ways-in/mailbox", { mailbox });
  expect(asked.headers.get("location")).toBe("/me/ways-in?done=sent");
  const path = linkIn((await post.letterTo(mailbox))!, "/me/mailbox/");
  expect((await browser.go(path)).status).toBe(200);
  return { browser, path };
}

test("a mailbox becomes a way in only when its owner says so while signed in", { timeout: 30_000 }, async ({ post }) => {
  const { browser, path } = await withMailbox(post, "mei@example.org");
  const eve = plainBrowser(post);
  await fill(eve, "Eve");
  expect(await browser.text("/me/ways-in")).not.toContain("mei@example.org");
  expect((await browser.go(path, {})).headers.get("location")).toBe("/me/ways-in?done=kept");
  expect(await browser.text("/me/ways-in")).toContain("mei@example.org");
  expect((await eve.go(path, {})).status).toBe(422);
  expect(await eve.text("/me/ways-in")).not.toContain("mei@example.org");
});

test("a letter says nothing about what Kith is or who is written to", { timeout: 30_000 }, async ({ post }) => {
  const letter = readable((await post.letterTo("mei@example.org"))!);
  expect(letter).toContain("From: Kith <kith@localhost>");
  expect(decodeURIComponent(letter)).toMatch(/Subject: .*(Kith|S2l0a)/);
  expect(letter).not.toMatch(/breast|cancer|health|diagnos|Linden|list-id/i);
});

test(
  "a link in a letter lets its owner in once, only by the button, and within a quarter of an hour",
  { timeout: 30_000 },
  async ({ post }) => {
    const { browser, path } = await withMailbox(post, "ana@example.org");
    await browser.go(path, {});
    post.letters.length = 0;
    const phone = plainBrowser(post);
    expect((await phone.go("/enter/link", { mailbox: "Ana@Example.org" })).headers.get("location")).toBe("/enter/link");
    const link = linkIn((await post.letterTo("ana@example.org"))!, "/enter/link/");
    for (let scans = 0; scans < 3; scans += 1) expect((await plainBrowser(post).go(link)).status).toBe(200);
    expect((await phone.go(link, {})).status).toBe(303);
    expect((await phone.go("/me")).status).toBe(200);
    const again = await plainBrowser(post).go(link, {});
    expect([again.status, again.headers.getSetCookie().filter((line) => line.startsWith("kith="))]).toEqual([422, []]);

    post.letters.length = 0;
    await phone.go("/enter/link", { mailbox: "ana@example.org" });
    const late = linkIn((await post.letterTo("ana@example.org"))!, "/enter/link/");
    await post.owner.query(`update verification set "expiresAt" = now() - interval '1 second'`);
    expect((await plainBrowser(post).go(late, {})).status).toBe(422);
  },
);

test("known and unknown mailboxes get the same answer, and only the known one a letter", { timeout: 30_000 }, async ({ post }) => {
  post.letters.length = 0;
  const answers = [];
  for (const mailbox of ["nobody@example.org", "mei@example.org"]) {
    const answer = await plainBrowser(post).go("/enter/link", { mailbox });
    answers.push([answer.status, answer.headers.get("location"), await answer.text()]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(await post.letterTo("mei@example.org")).toBeDefined();
  expect(await post.letterTo("nobody@example.org", 500)).toBeUndefined();
});

test("a letter waits in the database without its mailbox and its link", { timeout: 30_000 }, async ({ post }) => {
  const { rows } = await post.owner.query("select data::text from jobs.job where name = 'mail'");
  expect(rows.length).toBeGreaterThan(0);
  for (const { data } of rows) expect(data).not.toMatch(/example|link/);
  const { rows: links } = await post.owner.query("select identifier, value from verification");
  for (const { identifier } of links) expect(identifier).not.toMatch(/magic-link:[A-Za-z]{32}$/);
});

test(
  "a stranger's mailbox is not filled: three letters an hour from wherever it is asked, and no sign of it",
  { timeout: 30_000 },
  async ({ post }) => {
    const { browser, path } = await withMailbox(post, "quiet@example.org");
    await browser.go(path, {});
    post.letters.length = 0;
    const statuses = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const from = { "x-forwarded-for": `198.51.${tries}.7` };
      statuses.push((await plainBrowser(post).go("/enter/link", { mailbox: "quiet@example.org" }, from)).status);
    }
    expect(statuses).toEqual(Array.from({ length: 6 }, () => 303));
    await wait(4_000);
    expect(post.letters).toHaveLength(2); // the letter that proved the mailbox was the first
  },
);
