import { spawn, type ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#foundation/cluster";
import { freshDatabase } from "#test/house";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
let origin: string;
let server: ChildProcess;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const env = {
    ...process.env,
    PORT: `${port}`,
    DATABASE_URL: await freshDatabase(),
    SECRET: "a-secret-for-journeys-only-0123456789",
    NODE_ENV: "production",
  };
  server = spawn(process.execPath, ["start.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready) => server.stdout!.once("data", ready));
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: quiet });
  await mkdir("build/pictures", { recursive: true });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.kill();
});

/** A person at her own browser, let in under `name`, arriving at `path`. */
async function arrive(name: string, path: string, options: { javaScriptEnabled?: boolean; locale?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, locale: "en", ...options });
  const page = await context.newPage();
  page.on("console", (line) => line.type() === "error" && faults.push(`${name}: ${line.text()}`));
  await page.goto(origin + path);
  await page.locator("[name=name]").fill(name);
  await page.locator("[name=email]").fill(`${name}@example.org`);
  await page.locator("[name=password]").fill("a long pass phrase");
  await page.locator(".button").click();
  return page;
}
const faults: string[] = [];

async function accessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test("two people speak live, a third has no JavaScript, and a lost line is made good", { timeout: 60_000 }, async () => {
  const mei = await arrive("Mei", "/");
  await mei.getByLabel("Name of a new circle").fill("First year after surgery");
  await mei.getByRole("button", { name: "Begin the circle" }).click();
  const invitation = await mei.getByRole("link", { name: "Invitation link" }).getAttribute("href");

  const ana = await arrive("Ana", invitation!, { locale: "ar" });
  await ana.getByRole("button").click();
  expect(await ana.locator("html").getAttribute("dir")).toBe("rtl");
  await mei.getByLabel("Write to the circle").fill("The drain came out today.");
  await mei.getByRole("button", { name: "Send" }).click();
  await ana.getByText("The drain came out today.").waitFor();
  expect(ana.url()).toMatch(/\/spaces\/[\w-]+$/);

  const eve = await arrive("Eve", invitation!, { javaScriptEnabled: false });
  await eve.getByRole("button", { name: "Join the circle" }).click();
  await ana.context().setOffline(true);
  await eve.getByLabel("Write to the circle").fill("I am glad for you.");
  await eve.getByRole("button", { name: "Send" }).click();
  expect(await eve.locator(".message").count()).toBe(2);
  await mei.getByText("I am glad for you.").waitFor();
  await ana.context().setOffline(false);
  await ana.getByText("I am glad for you.").waitFor();
  for (const page of [mei, ana]) expect(await page.locator(".message").count()).toBe(2);

  await accessible(mei);
  await accessible(ana);
  await mei.screenshot({ path: "build/pictures/conversation.png" });
  await ana.emulateMedia({ colorScheme: "dark" });
  await accessible(ana);
  await ana.screenshot({ path: "build/pictures/conversation-ar-dark.png" });
  expect(faults.filter((line) => !line.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
});
