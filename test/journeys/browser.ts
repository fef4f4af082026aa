import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { run, type Running } from "#test/server";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The real browser that this machine has. */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: [...QUIET, ...more] });

/** The same as a phone has it: one person's, and what it keeps stays in this folder. */
export const openKeeping = (profile: string, options: BrowserContextOptions = {}, flags: string[] = []): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [...QUIET, ...flags],
    viewport: { width: 360, height: 740 },
    locale: "en",
    ...options,
  });

export interface Invented {
  people: { id: string; alias: string; token: string }[];
  spaces: { id: string; members: string[] }[];
}

/** People, rooms and words that nobody wrote, made by the command line as an operator would. */
export async function populate(
  env: Record<string, string>,
  counts: { people: number; spaces: number; members: number; messages: number },
): Promise<Invented> {
  const words = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, `${count}`]);
  const { code, out, err } = await run(["build/server/cli.js", "populate", ...words, "--json"], env).ended;
  if (code !== 0) throw new Error(`populate: ${err}`);
  return JSON.parse(out) as Invented;
}

/** A browser of her own, already signed in by an access token. */
export async function signedIn(
  browser: Browser,
  { origin }: Running,
  token: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, locale: "en", ...options });
  const answer = await context.request.post(`${origin}/api/session`, { data: { token } });
  if (!answer.ok()) throw new Error(`no session: ${answer.status()}`);
  return context;
}

/** Everything a page complains about: errors in its console, faults in its scripts, refused by its own policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}
