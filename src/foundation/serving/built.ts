import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { z } from "zod";
import type { Assets } from "#foundation/pages";
import { Obstacle } from "#foundation/settings";
import type { Receive } from "./door.ts";

const KEEPS_NOTHING = "self.keepsNothing=1;"; // has the worker give up what it keeps
const Manifest = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]) }));

/** The browser's files by the names that the build gave them. Throws an Obstacle when nothing was built. */
export async function builtAssets(client: string, keepsPages = true): Promise<Assets> {
  const file = await readFile(join(client, ".vite/manifest.json"), "utf8").catch((cause: unknown) => {
    throw new Obstacle("The pages are not built. Start Kith with: npm start", 1, { cause });
  });
  const manifest = Manifest.parse(JSON.parse(file));
  function chunk(source: string): string[] {
    const made = manifest[source];
    if (!made) throw new Error(`The build made nothing of ${source}.`);
    return [`/${made.file}`, ...made.imports.flatMap(chunk)];
  }
  return {
    worker: { script: (keepsPages ? "" : KEEPS_NOTHING) + (await readFile(join(client, "worker.js"), "utf8")), keepsPages },
    styles: chunk("src/style.css"),
    script: chunk("src/browser.ts")[0]!,
    icons: `/${manifest["src/design/icons.svg"]?.file ?? ""}`,
    appIcon: (name, pixels) => chunk(`src/design/app-icons/${name}-${pixels}.png`)[0]!,
    chunkOf: (island) => chunk(sourceOf(island, manifest)),
  };
}

/** The file of an island, whichever of the layers with pages its room stands in. */
function sourceOf(island: string, manifest: z.infer<typeof Manifest>): string {
  const file = `${island.replace("/", "/parts/")}.island.tsx`;
  const heard = `src/listeners/${file}`;
  return heard in manifest ? heard : `src/domains/${file}`;
}

/** Serves the built files, compressed by the build, for ever: their names change with what they hold. */
export function assetFiles(client: string): Receive {
  const app = new Hono().use(
    "/assets/*",
    serveStatic({
      root: client,
      precompressed: true,
      onFound: (_, c) => {
        c.header("cache-control", "public, max-age=31536000, immutable");
        c.header("x-content-type-options", "nosniff");
      },
    }),
  );
  const answer = getRequestListener(app.fetch);
  return (request, response) => void answer(request, response);
}
