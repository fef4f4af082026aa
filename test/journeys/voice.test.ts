import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHome, start, stop, type Running } from "#test/server";
import { faultsOf } from "./inspect.ts";
import { optionsOf, type Look } from "./looks.ts";
import { complaintsOf, openBrowser, populate, signedIn, type Invented } from "./browser.ts";

const SECONDS = Number(process.env["KITH_VOICE_SECONDS"] ?? 5); // 60 is the promise itself
const MOST_BYTES_A_MINUTE = 120 * 1024;

let kith: Running;
let browser: Browser;
let invented: Invented;
let folder: string;
let clear: () => Promise<void>;
const complaints: string[][] = [];

beforeAll(async () => {
  expect(spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" }).status).toBe(0);
  const fresh = await freshHome();
  clear = fresh.clear;
  kith = await start({ KITH_HOME: fresh.home });
  invented = await populate({ KITH_HOME: fresh.home }, { people: 3, spaces: 3, members: 3, messages: 0 });
  folder = await mkdtemp(join(tmpdir(), "kith-voice-"));
  await writeFile(join(folder, "voice.wav"), spoken(20));
  await writeFile(join(folder, "letter.pdf"), "%PDF-1.7\n1 0 obj << >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
  await sharp({ create: { width: 600, height: 400, channels: 3, background: "#c84" } })
    .png()
    .toFile(join(folder, "garden.png"));
  const voice = `--use-file-for-fake-audio-capture=${join(folder, "voice.wav")}`;
  browser = await openBrowser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", voice]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (kith) await stop(kith);
  await clear?.();
  await rm(folder, { recursive: true, force: true });
});

/** A WAV of syllables: a gliding tone with its overtones, and hisses between them. Harder to make small than a voice, which pauses. */
function spoken(seconds: number, rate = 48_000): Buffer {
  const out = Buffer.alloc(44 + seconds * rate * 2);
  out.write("RIFF", 0, "latin1");
  out.writeUInt32LE(out.length - 8, 4);
  out.write("WAVEfmt ", 8, "latin1");
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(rate, 24);
  out.writeUInt32LE(rate * 2, 28);
  out.writeUInt16LE(2, 32);
  out.writeUInt16LE(16, 34);
  out.write("data", 36, "latin1");
  out.writeUInt32LE(out.length - 44, 40);
  let phase = 0;
  for (let at = 0; at < seconds * rate; at += 1) {
    const time = at / rate;
    const syllable = (time * 4) % 1;
    phase += (190 + 50 * Math.sin(time * 2.1)) / rate;
    const tone = [1, 2, 3, 5, 8].reduce((sum, nth) => sum + Math.sin(2 * Math.PI * phase * nth) / nth, 0);
    const level = syllable < 0.7 ? tone * Math.sin((Math.PI * syllable) / 0.7) : (Math.random() - 0.5) * 0.8;
    out.writeInt16LE(Math.round(8_000 * level), 44 + at * 2);
  }
  return out;
}

/** A member of a room, on its page. */
async function inRoom(space: number, who: number, options: BrowserContextOptions = {}): Promise<Page> {
  const room = invented.spaces[space]!;
  const token = invented.people.find(({ id }) => id === room.members[who])!.token;
  const page = await (await signedIn(browser, kith, token, { permissions: ["microphone"], ...options })).newPage();
  complaints.push(complaintsOf(page));
  await page.goto(`${kith.origin}/spaces/${room.id}`);
  await page.locator(".composer > .mic").waitFor();
  return page;
}
const microphone = (page: Page) => page.getByRole("button", { name: "Record a voice note" });

test(
  "she records by keyboard, says in words what it says, and the others hear it when they ask",
  { timeout: 60_000 + SECONDS * 1_500 },
  async () => {
    const mei = await inRoom(0, 0);
    const ana = await inRoom(0, 1);
    const fetched: string[] = [];
    ana.on("request", (request) => request.url().includes("/files/") && fetched.push(request.url()));
    await microphone(mei).focus();
    await mei.keyboard.press("Enter");
    await mei.getByText("Recording", { exact: true }).waitFor();
    await mei.getByRole("button", { name: "Cancel" }).waitFor();
    await mei.waitForTimeout(SECONDS * 1_000);
    await mei.getByRole("button", { name: "Done" }).focus();
    await mei.keyboard.press("Enter");
    await mei.locator(".tray-row", { hasText: "Voice note" }).waitFor();
    await mei.getByLabel("What it says, for those who cannot listen").fill("The doctor says it is all well.");
    await mei.getByRole("button", { name: "Send", exact: true }).click();
    await mei.locator(".say.mine .state", { hasText: "Delivered" }).waitFor();

    const player = ana.locator("figure.voice audio");
    await player.waitFor();
    const [, told = "", kilobytes = ""] = /(\d:\d\d), (\d+) KB$/.exec((await player.getAttribute("aria-label")) ?? "") ?? [];
    const [minutes = 0, seconds = 0] = told.split(":").map(Number);
    expect(Math.abs(minutes * 60 + seconds - SECONDS)).toBeLessThanOrEqual(1);
    expect(Number(kilobytes) * 1024).toBeLessThanOrEqual((MOST_BYTES_A_MINUTE * (minutes * 60 + seconds)) / 60 + 1_024);
    if (process.env["KITH_VOICE_SECONDS"]) {
      const file = await ana.context().request.get(`${kith.origin}${await player.getAttribute("src")}`);
      console.log(`${told} took ${(await file.body()).length} bytes`);
    }
    await ana.getByText("The doctor says it is all well.").waitFor();
    expect(fetched).toEqual([]);
    const length = await player.evaluate(async (audio: HTMLAudioElement) => {
      audio.muted = true;
      await audio.play();
      audio.currentTime = audio.duration / 2; // it can be sought in
      await new Promise((done) => audio.addEventListener("seeked", done, { once: true }));
      return audio.duration;
    });
    expect(Math.abs(length - SECONDS)).toBeLessThan(1.2);
    expect(fetched.length).toBeGreaterThan(0);
  },
);

test("what recorded it is not in it", { timeout: 60_000 }, async () => {
  const mei = await inRoom(0, 0);
  const source = await mei.locator("figure.voice audio").first().getAttribute("src");
  const bytes = Buffer.from(await (await mei.context().request.get(`${kith.origin}${source}`)).body());
  expect(bytes.toString("latin1")).not.toMatch(/chrom|webkit|lavf|opusenc/i);
  expect(bytes.includes("Kith")).toBe(true);
});

test(
  "held, it records until the thumb lets go; slid away, nothing is kept; a tap goes on until the next",
  { timeout: 60_000 },
  async () => {
    const mei = await inRoom(1, 0, { viewport: { width: 360, height: 740 } });
    const at = async () => {
      const box = (await microphone(mei).boundingBox())!;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const press = async () => {
      const { x, y } = await at();
      await mei.mouse.move(x, y);
      await mei.mouse.down();
      return x;
    };
    await press();
    await mei.getByText("Slide to cancel").waitFor();
    await mei.waitForTimeout(1_500);
    await mei.mouse.up();
    await mei.locator(".tray-row", { hasText: "0:0" }).waitFor();
    await mei.getByRole("button", { name: "Take away: Voice note" }).click();

    const from = await press();
    await mei.getByText("Slide to cancel").waitFor();
    await mei.waitForTimeout(1_000);
    await mei.mouse.move(from - 60, 700);
    await mei.locator(".recording.sliding").waitFor();
    await mei.mouse.move(from - 120, 700);
    await mei.mouse.up();
    await microphone(mei).waitFor();
    expect(await mei.locator(".tray-row, .recording").count()).toBe(0);

    await microphone(mei).click();
    await mei.getByText("Recording", { exact: true }).waitFor();
    await mei.waitForTimeout(1_200);
    await mei.getByRole("button", { name: "Done" }).click();
    await mei.getByRole("button", { name: "Listen" }).click();
    await mei.getByRole("button", { name: "Stop" }).waitFor();
    await mei.getByRole("button", { name: "Listen" }).waitFor(); // it ends by itself
  },
);

test("a file goes beside words, and the other saves it under its name", { timeout: 60_000 }, async () => {
  const mei = await inRoom(2, 0);
  const ana = await inRoom(2, 1);
  await mei.locator(".adds.live > summary").click();
  const chooser = mei.waitForEvent("filechooser");
  await mei.locator(".adds-list label", { hasText: "File" }).click();
  await (await chooser).setFiles(join(folder, "letter.pdf"));
  await mei.getByText("A file goes as it is. It may hold names and dates.").waitFor();
  await mei.getByRole("button", { name: "Send", exact: true }).click();
  const link = ana.getByRole("link", { name: /letter\.pdf\s*PDF, 1 KB/ });
  await link.waitFor();
  const saving = ana.waitForEvent("download");
  await link.click();
  expect((await saving).suggestedFilename()).toBe("letter.pdf");
});

test(
  "what is added is whole at every step, for screen readers, thumbs, narrow screens and large text, both ways",
  { timeout: 120_000 },
  async () => {
    for (const locale of ["en", "ar"] as const) {
      const look: Look = { locale, colorScheme: locale === "en" ? "light" : "dark", width: 360 };
      const mei = await inRoom(2, 0, optionsOf(look));
      const isOurs = (fault: string) => !fault.startsWith("English in"); // names of people and of files
      const faults = async (step: string) => (await faultsOf(mei, look)).filter(isOurs).map((fault) => `${locale}, ${step}: ${fault}`);
      const found = await faults("room");
      await mei.locator(".adds > summary").click();
      found.push(...(await faults("menu")));
      await mei.locator(".adds > summary").click();
      await mei.locator(".mic").focus();
      await mei.keyboard.press("Enter");
      await mei.locator(".recording output").waitFor();
      await mei.waitForTimeout(600);
      found.push(...(await faults("recording")));
      await mei.keyboard.press("Enter");
      await mei.locator("#file").setInputFiles(join(folder, "letter.pdf"));
      await mei.locator("#photo").setInputFiles(join(folder, "garden.png"));
      await mei.locator(".tray-photo img").waitFor();
      found.push(...(await faults("tray")));
      await mei.locator(".composer .send").click();
      await mei.locator(".say.mine figure.voice").last().waitFor();
      found.push(...(await faults("said")));
      expect(found).toEqual([]);
    }
  },
);

test(
  "a closed microphone is said in words; where there is no script, the form takes all three kinds; no page complained",
  { timeout: 60_000 },
  async () => {
    const mei = await inRoom(2, 2);
    await mei.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await microphone(mei).click();
    await mei.getByRole("alert").getByText("The microphone is not open to this page.").waitFor();
    await microphone(mei).waitFor();
    const room = invented.spaces[2]!;
    const token = invented.people.find(({ id }) => id === room.members[2])!.token;
    const page = await (await signedIn(browser, kith, token, { javaScriptEnabled: false })).newPage();
    await page.goto(`${kith.origin}/spaces/${room.id}`);
    await page.locator(".adds > summary").click();
    for (const label of [/^Photos/, /^A file/, /^A voice note/]) expect(await page.getByLabel(label).getAttribute("type")).toBe("file");
    expect(await page.locator(".mic").count()).toBe(0);
    expect(complaints.flat()).toEqual([]);
  },
);
