import type { Server } from "node:http";
import type * as Front from "../src/front.ts";
import type { Receive } from "../src/foundation/serving/index.ts";

/** The house from source. After a change it is closed and opened again, whole; browsers reload, live feeds resume. */
export async function develop(
  options: Omit<Front.Options, "assets">,
  server: Server,
): Promise<{ receive: Receive; close(): Promise<void> }> {
  const { createServer } = await import("vite");
  const vite = await createVite();
  const assets = {
    styles: ["/src/style.css"],
    script: "/src/browser.ts",
    icons: "/src/design/icons.svg",
    chunkOf: () => [],
    reload: "/@vite/client",
  };
  let current: { front: typeof Front; house: Awaited<ReturnType<typeof Front.open>> } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function createVite() {
    const made = await createServer({
      server: { middlewareMode: true, hmr: { server }, watch: { ignored: ["**/.kith/**", "**/build/**"] } },
    });
    made.watcher.on("change", () => made.ws.send({ type: "full-reload" }));
    return made;
  }

  async function latest() {
    const front: unknown = await vite.ssrLoadModule("/src/front.ts");
    if (!isFront(front)) throw new Error("src/front.ts no longer exports open.");
    if (front === current?.front) return current.house;
    await current?.house.close();
    current = { front, house: await front.open({ ...options, assets }) };
    return current.house;
  }

  function receive(...[request, response]: Parameters<Receive>): void {
    vite.middlewares(request, response, () => {
      const house = turn.then(latest);
      turn = house.catch(() => {});
      house.then(
        ({ listener }) => listener(request, response),
        (error: Error) => response.writeHead(500).end(error.stack),
      );
    });
  }

  async function close(): Promise<void> {
    await vite.close();
    await current?.house.close();
  }
  return { receive, close };
}

const isFront = (loaded: unknown): loaded is typeof Front => typeof loaded === "object" && loaded !== null && "open" in loaded;
