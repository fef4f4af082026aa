import { spawnSync } from "node:child_process";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { z } from "zod";
import { freshHome, start, stop } from "#test/server";
import { openBrowser } from "../journeys/browser.ts";

const FOLDER = "docs/pictures";
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
/** Pages that look on a desk as they do on a phone, with more margin. */
const ONLY_SMALL = new Set(["keep", "enter", "me", "look", "acts", "receipt"]);

/** One picture: who of the town looks, at what, and how. */
interface Picture {
  name: string;
  who: string;
  path: string;
  /** What is done on the page before the picture is taken. */
  first?: (page: Page) => Promise<unknown>;
}
interface Look {
  width?: 360 | 1280;
  scheme?: "light" | "dark";
  locale?: "en" | "zh" | "ar" | "ru";
}
interface Scene {
  browser: Browser;
  origin: string;
}

const Rooms = z.object({ spaces: z.array(z.object({ id: z.string(), kind: z.string() })) });
const Messages = z.object({ messages: z.array(z.object({ id: z.string(), member: z.string().nullable() })) });

/** Takes the pictures of the main pages in a demo town, which is raised for them and goes with them. */
async function pictures(): Promise<void> {
  const { home, clear } = await freshHome();
  const kith = await start({ KITH_HOME: home }, "--demo");
  const browser = await openBrowser();
  try {
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    await takeAll({ browser, origin: kith.origin });
    console.log(await sizes());
  } finally {
    await browser.close();
    await stop(kith);
    await clear();
  }
}

async function takeAll(scene: Scene): Promise<void> {
  const room = await roomOf(scene, "en", "group");
  const message = `${room}/messages/${await messageIn(scene, room)}`;
  await reported(scene, message);
  const pages: Picture[] = [
    { name: "welcome", path: "/welcome", who: "stranger" },
    { name: "join", path: "/join?as=diagnosed", who: "stranger" },
    { name: "keep", path: "/join", who: "stranger", first: joinAsLinden },
    { name: "enter", path: "/enter", who: "stranger" },
    { name: "town", path: "/demo", who: "stranger" },
    { name: "help", path: "/help?country=GB", who: "new" },
    { name: "home", path: "/", who: "new" },
    { name: "find", path: "/rooms", who: "new" },
    { name: "search", path: "/search?q=tea", who: "new" },
    { name: "room", path: room, who: "new" },
    { name: "message", path: message, who: "new" },
    { name: "acts", path: room, who: "new", first: openActs },
    { name: "receipt", path: "/reports", who: "after", first: openFirst },
    { name: "about", path: `${room}/about`, who: "new" },
    { name: "me", path: "/me", who: "new" },
    { name: "look", path: "/me/look", who: "new" },
    { name: "network", path: "/network", who: "tenth" },
    { name: "desk", path: "/network/reports", who: "tenth", first: openFirst },
  ];
  for (const picture of pages)
    for (const width of [360, 1280] as const) if (width === 360 || !ONLY_SMALL.has(picture.name)) await take(scene, picture, { width });
  const named = (name: string) => pages.find((picture) => picture.name === name)!;
  await take(scene, named("room"), { scheme: "dark" });
  await take(scene, named("home"), { scheme: "dark" });
  for (const locale of ["ar", "zh"] as const)
    await take(scene, { name: `room-${locale}`, who: "new", path: await roomOf(scene, locale, "group") }, { locale });
  await take(scene, { ...named("home"), name: "home-ru" }, { locale: "ru" });
}

async function take(scene: Scene, { name, path, who, first }: Picture, look: Look): Promise<void> {
  const { width = 360, scheme = "light" } = look;
  const context = await visitor(scene, who, look);
  const page = await context.newPage();
  await page.goto(scene.origin + path, { waitUntil: "networkidle" });
  await first?.(page);
  const file = join(FOLDER, `${name}-${width}-${scheme}.png`);
  await page.screenshot({ path: file });
  await context.close();
  palette(file);
}

/** The browser of someone who lives in the town, or of a stranger. */
async function visitor({ browser, origin }: Scene, who: string, look: Look = {}): Promise<BrowserContext> {
  const { width = 360, scheme = "light", locale = "en" } = look;
  const options: BrowserContextOptions = { viewport: width === 360 ? PHONE : DESK, colorScheme: scheme, locale, reducedMotion: "reduce" };
  const context = await browser.newContext(options);
  if (who !== "stranger") await sent(context, origin, "/demo", { as: `${locale}.${who}` });
  return context;
}

async function sent(context: BrowserContext, origin: string, path: string, form: Record<string, string>): Promise<void> {
  const answer = await context.request.post(origin + path, { form, headers: { origin }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`${path} answered ${answer.status()}.`);
}

/** The first room of a kind that the newcomer is in. */
async function roomOf(scene: Scene, locale: NonNullable<Look["locale"]>, kind: string): Promise<string> {
  const context = await visitor(scene, "new", { locale });
  const { spaces } = Rooms.parse(await (await context.request.get(`${scene.origin}/api/spaces`)).json());
  await context.close();
  return `/spaces/${spaces.find((space) => space.kind === kind)?.id}`;
}

/** What someone else said there last but a few. */
async function messageIn(scene: Scene, room: string): Promise<string> {
  const context = await visitor(scene, "new");
  const { messages } = Messages.parse(await (await context.request.get(`${scene.origin}/api${room}/messages?limit=20`)).json());
  const page = await context.newPage();
  await page.goto(scene.origin + room);
  const mine = await page.locator(".say.mine").evaluateAll((lines) => lines.map((line) => line.getAttribute("data-id")));
  await context.close();
  return messages.find(({ id }) => !mine.includes(id))!.id;
}

/** So that whoever looks after the town has something to answer. */
async function reported(scene: Scene, message: string): Promise<void> {
  const context = await visitor(scene, "after");
  await sent(context, scene.origin, `${message}/report`, { reason: "else", words: "It may be meant kindly. I was not sure." });
  await context.close();
}

async function openActs(page: Page): Promise<void> {
  await page.locator(".say:not(.mine) a.more").last().click();
  await page.locator("dialog.acts").waitFor();
}

const openFirst = (page: Page) => page.locator("main a.choice").first().click();

async function joinAsLinden(page: Page): Promise<void> {
  await page.getByRole("textbox").fill("Linden");
  await page.getByRole("main").getByRole("button").click();
  await page.waitForURL(/\/keep/);
}

/** A picture of paper and ink needs few colours. Without ImageMagick it stays as large as it is. */
function palette(file: string): void {
  spawnSync("convert", [file, "+dither", "-colors", "128", "-strip", `png8:${file}`]);
}

async function sizes(): Promise<string> {
  const files = await readdir(FOLDER);
  const bytes = await Promise.all(files.map(async (file) => (await stat(join(FOLDER, file))).size));
  return `${files.length} pictures, ${Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1024)} KiB`;
}

await pictures();
