import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

const Targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const SETTLE_ROUNDS = 3;
const ROUND_MS = 700;

/** Has a Node server (started with --inspect) give back what it no longer needs, as its own collector would in time. */
export async function settle(inspector: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${inspector}/json/list`);
  const [target] = Targets.parse(await answer.json());
  const line = new WebSocket(target!.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    line.addEventListener("open", resolve);
    line.addEventListener("error", () => reject(new Error("The inspector does not answer.")));
  });
  for (let round = 1; round <= SETTLE_ROUNDS; round += 1) {
    const done = new Promise((resolve) => line.addEventListener("message", resolve, { once: true }));
    line.send(JSON.stringify({ id: round, method: "HeapProfiler.collectGarbage" }));
    await done;
    await wait(ROUND_MS);
  }
  line.close();
}
