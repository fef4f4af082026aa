import { spawnSync } from "node:child_process";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { freshHome, start, stop, type Running } from "#test/server";
import { form } from "../journeys/asking.ts";
import { openBrowser, populate, signedIn, type Invented } from "../journeys/browser.ts";
import { firstSteps, type Kept } from "../journeys/network.ts";
import { furnish } from "./scene.ts";

const FOLDER = "docs/pictures";
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
/** Pages that look on a desk as they do on a phone, with more margin. */
const ONLY_SMALL = new Set(["keep", "enter", "me"]);

/** One picture: who looks, at what, and how. */
interface Picture {
  name: string;
  path: string;
  /** One of the people by her place, or someone else. */
  who: "stranger" | "steward" | number;
  /** What is done on the page before the picture is taken. */
  first?: (page: Page) => Promise<unknown>;
}
interface Look {
  width?: 360 | 1280;
  scheme?: "light" | "dark";
  locale?: string;
}
interface Scene {
  browser: Browser;
  kith: Running;
  invented: Invented;
  steward: Kept;
}

/** Takes the pictures of the main pages, from a Kith that is furnished for them and goes with them. */
async function pictures(): Promise<void> {
  const { home, clear } = await freshHome();
  const kith = await start({ KITH_HOME: home });
  const browser = await openBrowser();
  try {
    const steward = await firstSteps(browser, kith, { name: "Kith by the river", knownAs: "Rosa" });
    const invented = await populate({ KITH_HOME: home }, { people: 8, spaces: 0, members: 1, messages: 0 });
    for (const { token } of invented.people) await form(kith.origin, token, "/notice", {});
    const rooms = await furnish(kith.origin, invented);
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    await takeAll({ browser, kith, invented, steward }, rooms);
    console.log(await sizes());
  } finally {
    await browser.close();
    await stop(kith);
    await clear();
  }
}

async function takeAll(scene: Scene, rooms: Map<string, string>): Promise<void> {
  const room = `/spaces/${rooms.get("First year after surgery")}`;
  const message = await firstMessageIn(scene, room);
  const pages: Picture[] = [
    { name: "welcome", path: "/welcome", who: "stranger" },
    { name: "join", path: "/join?as=diagnosed", who: "stranger" },
    { name: "keep", path: "/join", who: "stranger", first: joinAsLinden },
    { name: "enter", path: "/enter", who: "stranger" },
    { name: "home", path: "/", who: 0 },
    { name: "find", path: "/rooms", who: 0 },
    { name: "room", path: room, who: 0 },
    { name: "message", path: `${room}/messages/${message}`, who: 0 },
    { name: "about", path: `${room}/about`, who: 0 },
    { name: "me", path: "/me", who: 0 },
    { name: "network", path: "/network", who: "steward" },
  ];
  for (const picture of pages)
    for (const width of [360, 1280] as const) if (width === 360 || !ONLY_SMALL.has(picture.name)) await take(scene, picture, { width });
  const named = (name: string) => pages.find((picture) => picture.name === name)!;
  await take(scene, named("room"), { scheme: "dark" });
  await take(scene, named("home"), { scheme: "dark" });
  const inRoom = (name: string, title: string, who: number) => ({ name, who, path: `/spaces/${rooms.get(title)}` });
  await take(scene, inRoom("room-ar", "هدوء المساء", 6), { locale: "ar" });
  await take(scene, inRoom("room-zh", "手术后的第一年", 7), { locale: "zh" });
  await take(scene, { ...named("me"), name: "me-ru" }, { locale: "ru" });
}

async function take(
  scene: Scene,
  { name, path, who, first }: Picture,
  { width = 360, scheme = "light", locale = "en" }: Look,
): Promise<void> {
  const { browser, kith, invented, steward } = scene;
  const look: BrowserContextOptions = { viewport: width === 360 ? PHONE : DESK, colorScheme: scheme, locale, reducedMotion: "reduce" };
  const kept = who === "steward" ? { storageState: steward } : {};
  const context =
    typeof who === "number"
      ? await signedIn(browser, kith, invented.people[who]!.token, look)
      : await browser.newContext({ ...look, ...kept });
  const page = await context.newPage();
  await page.goto(kith.origin + path, { waitUntil: "networkidle" });
  await first?.(page);
  const file = join(FOLDER, `${name}-${width}-${scheme}.png`);
  await page.screenshot({ path: file });
  await context.close();
  palette(file);
}

async function joinAsLinden(page: Page): Promise<void> {
  await page.getByRole("textbox").fill("Linden");
  await page.getByRole("main").getByRole("button").click();
  await page.waitForURL(/\/keep/);
}

async function firstMessageIn({ kith, invented }: Scene, room: string): Promise<string> {
  const answer = await fetch(`${kith.origin}/api${room}/messages`, { headers: { authorization: `Bearer ${invented.people[0]!.token}` } });
  const { messages } = (await answer.json()) as { messages: { id: string }[] };
  return messages[3]!.id;
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
