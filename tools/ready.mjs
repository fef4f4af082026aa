// Makes a fresh clone ready to start or to test: installs, builds, and with --tests brings what the tests need.
// Plain JavaScript for any Node from 20 on, because it runs before anything is installed. Progress goes to stderr only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 24;
const OLD_ASSET_MS = 14 * 24 * 3600 * 1000; // a page opened before an update may still ask for its files
const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** Everything outside this clone; npm must not run on the very Node that it may be about to replace. */
const outside = (process.env.PATH ?? "")
  .split(delimiter)
  .filter((place) => !place.includes("node_modules"))
  .join(delimiter);

await main(process.argv.slice(2));

async function main(wishes) {
  const isLinux = process.platform === "linux";
  if (!isLinux && Number(process.versions.node.split(".")[0]) < OLDEST_NODE)
    give(`Kith needs Node ${OLDEST_NODE} or later here; this is ${process.versions.node}. Get it from https://nodejs.org`);
  const turn = await takeTurn();
  install();
  const node = nodeProgram();
  if (!wishes.includes("--no-build")) build(node);
  if (wishes.includes("--tests")) bringForTests();
  turn.close();
}

/** Two that make the same clone ready at once would break each other's work, so the second waits. The name dies with its process. */
async function takeTurn() {
  const name = `kith-ready-${createHash("sha256").update(realpathSync(root)).digest("hex").slice(0, 24)}`;
  const address = process.platform === "linux" ? `\0${name}` : process.platform === "win32" ? `\\\\.\\pipe\\${name}` : undefined;
  const server = createServer();
  if (!address) return server;
  for (let isFirst = true; ; isFirst = false) {
    const isOurs = await new Promise((resolve) => {
      server.once("error", () => resolve(false)).listen(address, () => resolve(true));
    });
    if (isOurs) return server;
    if (isFirst) say("Another process is making this clone ready; waiting for it …");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Installs exactly what the lockfile says, unless that was done. */
function install() {
  const mark = "node_modules/.installed-lock";
  const lock = hash([readFileSync("package-lock.json")]);
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== lock) {
    say("Installing what Kith is built from …");
    run("npm", ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]);
    writeFileSync(mark, lock);
  }
}

/** The Node that Kith runs on: the one installed with it on Linux, elsewhere the one that runs this. */
function nodeProgram() {
  const installed = "node_modules/.bin/node";
  if (existsSync(installed) && spawnSync(installed, ["--version"]).status === 0) return installed;
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return process.execPath;
  return give(
    `The Node ${OLDEST_NODE} that comes with Kith does not run on this machine. Install Node ${OLDEST_NODE} or later, then start again.`,
  );
}

/** Builds pages and server, unless they were built from exactly these sources. */
function build(node) {
  const mark = "build/.built-from";
  const sources = hash(["package-lock.json", "vite.config.ts", ...filesIn("src")].flatMap((file) => [file, readFileSync(file)]));
  if (existsSync(mark) && readFileSync(mark, "utf8") === sources) return;
  say("Building …");
  rmSync(mark, { force: true });
  // As it is served, also where tests ask for it: a build for tests would carry line numbers and paths to the phone.
  run(node, ["node_modules/vite/bin/vite.js", "build", "--app", "--logLevel=warn"], { NODE_ENV: "production" });
  for (const file of filesIn("build/client/assets")) if (Date.now() - statSync(file).mtimeMs > OLD_ASSET_MS) rmSync(file);
  mkdirSync("build", { recursive: true });
  writeFileSync(mark, sources);
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .toSorted();
}

/** Chromium for the journeys, fonts for the pictures, and Debian's PostgreSQL to try beside our own. */
function bringForTests() {
  const wanted = [
    ["chromium", existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium")],
    ["postgresql", existsSync(process.env.POSTGRES_BIN ?? "/usr/lib/postgresql")],
    ["fonts-noto-core", existsSync("/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf")],
    ["fonts-noto-cjk", existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")],
  ];
  const missing = wanted.filter(([, isThere]) => !isThere).map(([name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
    say(`The tests want ${missing.join(", ")}. As root on Debian they are installed for you; here, please install them.`);
    say("What lies elsewhere can be named: CHROMIUM=/path/to/chromium POSTGRES_BIN=/path/to/postgresql/bin npm test");
    if (missing.some((name) => !name.startsWith("fonts"))) process.exit(1);
    return;
  }
  say(`Installing ${missing.join(", ")} for the tests …`);
  if (missing.includes("postgresql")) {
    // Debian would make and start a cluster of its own; the tests make theirs.
    mkdirSync("/etc/postgresql-common/createcluster.d", { recursive: true });
    writeFileSync("/etc/postgresql-common/createcluster.d/kith-tests.conf", "create_main_cluster = false\n");
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], env);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], env);
}

function run(command, words, env = {}) {
  const shell = process.platform === "win32";
  const { status } = spawnSync(command, words, { stdio: ["ignore", 2, 2], shell, env: { ...process.env, ...env, PATH: outside } });
  if (status !== 0) process.exit(status || 1);
}

function hash(parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex");
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function give(sentence) {
  say(sentence);
  process.exit(1);
}
