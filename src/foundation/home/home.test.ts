import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claim, occupantOf } from "./claim.ts";
import { keptSecret, openHome } from "./home.ts";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "kith-home-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

test("a home is one process's at a time, and whoever asks learns whose", async () => {
  const home = await folder();
  expect(await occupantOf(home)).toBeUndefined();
  const first = await claim(home, "serve");
  if ("takenBy" in first) throw new Error("The home was free.");
  first.occupant.url = "http://localhost:3000";
  const taken = { process: process.pid, doing: "serve", url: "http://localhost:3000" };
  expect(await claim(join(home, "."), "kith doctor")).toEqual({ takenBy: taken });
  first.release();
  const second = await claim(home, "kith doctor");
  expect(second).toMatchObject({ occupant: { doing: "kith doctor" } });
  if (!("takenBy" in second)) second.release();
});

test("a secret is made once, agreed on by all who start at once, and readable by its owner only", async () => {
  const home = await folder();
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(home, "secret")));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(await keptSecret(home, "secret")).toBe(secrets[0]);
  expect(await keptSecret(home, "other")).not.toBe(secrets[0]);
  expect((await stat(join(home, "secret"))).mode & 0o777).toBe(0o600);
});

test("a damaged secret and a file in the place of a folder are said plainly, and nothing is overwritten", async () => {
  const home = await folder();
  await writeFile(join(home, "secret"), "");
  await expect(keptSecret(home, "secret")).rejects.toThrow(`The file ${join(home, "secret")} is damaged.`);
  expect(await readFile(join(home, "secret"), "utf8")).toBe("");
  await expect(openHome(join(home, "secret"))).rejects.toThrow("is not a folder");
  await expect(openHome(join(home, "secret", "below"))).rejects.toThrow("is not a folder");
});
