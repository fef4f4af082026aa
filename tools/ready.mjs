// Makes a fresh clone ready to start or to test. Plain JavaScript for any Node from 20 on: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";

const outside = process.env.PATH.split(delimiter)
  .filter((place) => !place.includes("node_modules"))
  .join(delimiter);

function run(command, ...words) {
  const { status } = spawnSync(command, words, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, PATH: outside } });
  if (status !== 0) process.exit(status ?? 1);
}

const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const mark = "node_modules/.installed-lock";
if (!existsSync(mark) || readFileSync(mark, "utf8") !== lock) {
  console.log("Installing what the house is built from …");
  run("npm", "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error");
  writeFileSync(mark, lock);
}

const node = existsSync("node_modules/.bin/node") ? "node_modules/.bin/node" : "node";
if (!process.argv.includes("--no-build")) run(node, "node_modules/vite/bin/vite.js", "build", "--app", "--logLevel=warn");

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (process.argv.includes("--browser") && !existsSync(chromium)) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
    console.error(`The journeys need Chromium at ${chromium}. Install it, or say where it is: CHROMIUM=/path npm test`);
    process.exit(1);
  }
  run("apt-get", "update", "-qq");
  run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
}
