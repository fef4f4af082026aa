import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { z } from "zod";
import { CLIENT_CORE, node } from "../machine/pinned.ts";
import { IdleResult, type IdleJob } from "./idle-job.ts";
import { Result, type Job } from "./job.ts";
import { PageResult, type PageJob } from "./page-job.ts";

const CLIENT_BOUND = 0.97;

/** Listeners and speakers in rooms. */
export const drive = async (job: Job): Promise<Result> => await load("load-process.ts", job, Result);

/** Connections that rest. */
export const rest = async (job: IdleJob): Promise<IdleResult> => await load("idle-process.ts", job, IdleResult);

/** People who open pages. */
export const browse = async (job: PageJob): Promise<PageResult> => await load("page-process.ts", job, PageResult);

/** Whether the client rather than the server set the pace; the figure is then a lower bound for the server. */
export const isClientBound = ({ clientBusy }: { clientBusy: number }): boolean => clientBusy > CLIENT_BOUND;

/** Runs one load from a fresh process on the client's core. Throws when the load broke, or when anything was lost, doubled or out of order. */
async function load<T extends { faults: string[] }>(file: string, job: unknown, shape: z.ZodType<T>): Promise<T> {
  const child = spawn("taskset", ["-c", `${CLIENT_CORE}`, node, join(import.meta.dirname, file)], { stdio: ["pipe", "pipe", "pipe"] });
  const endWithUs = () => void child.kill();
  process.once("exit", endWithUs);
  child.stdin.end(JSON.stringify(job));
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  process.off("exit", endWithUs);
  if (code !== 0 || said === "") throw new Error(`The load ended (${String(code)}): ${complained.trim().slice(0, 1_500)}`);
  const result = shape.parse(JSON.parse(said));
  if (result.faults.length > 0) throw new Error(result.faults.join(" / "));
  return result;
}
