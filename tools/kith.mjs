#!/usr/bin/env node
// The command line, from a fresh clone on: makes it ready, then hands over to the built program. Runs on any Node from 20 on.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm runs scripts in the clone; files are named from where the person stands.
if (process.env.npm_lifecycle_event === "kith" && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

const { status } = spawnSync(process.execPath, [join(root, "tools/ready.mjs")], { stdio: ["ignore", 2, 2] });
if (status !== 0) process.exit(1);

const installed = join(root, "node_modules/.bin/node");
const node = existsSync(installed) ? installed : process.execPath;
const env = { ...process.env, KITH_HOME: process.env.KITH_HOME || join(root, ".kith") };
const child = spawn(node, [join(root, "build/server/cli.js"), ...process.argv.slice(2)], { stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 1 : code));
