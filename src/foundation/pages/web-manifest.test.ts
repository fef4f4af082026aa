import { expect } from "vitest";
import { z } from "zod";
import { test } from "#test/house";

const Manifest = z.object({ name: z.string(), short_name: z.string(), start_url: z.string(), display: z.string(), dir: z.string() });
const linkIn = (html: string) => /<link rel="manifest" href="([^"]+)"/.exec(html)?.[1];

test("a phone that installs Kith reads the word she chose and nothing of her", async ({ house }) => {
  const mei = await house.newcomer();
  const plain = linkIn(await (await mei.get("/", { cookie: "kith-language=en" })).text()) ?? "";
  const covered = linkIn(await (await mei.get("/", { cookie: "kith-language=ar; kith-cover=recipes" })).text()) ?? "";
  const read = async (address: string) => Manifest.parse(await (await house.stranger.get(address)).json());
  expect(await read(plain)).toEqual({ name: "Kith", short_name: "Kith", start_url: "/", display: "standalone", dir: "ltr" });
  const hers = await read(covered);
  expect([hers.name.includes("Kith"), hers.dir]).toEqual([false, "rtl"]);
});

test("a stranger’s page has nothing to install, nor has the page she leaves to", async ({ house }) => {
  const mei = await house.newcomer();
  for (const address of ["/welcome", "/enter", "/help", "/leave"])
    expect(linkIn(await (await house.stranger.get(address)).text())).toBe(undefined);
  expect(linkIn(await (await mei.get("/leave")).text())).toBe(undefined);
});

test("there is a manifest for each name in each language, and for no other", async ({ house }) => {
  for (const address of ["/app/xx/kith.webmanifest", "/app/en/other.webmanifest", "/app/en/kith"])
    expect((await house.stranger.get(address)).status).toBe(404);
  expect((await house.stranger.get("/app/zh/calendar.webmanifest")).headers.get("content-type")).toBe("application/manifest+json");
});
