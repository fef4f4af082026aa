import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { quantile } from "../figures.ts";
import { processorSeconds } from "../machine/usage.ts";
import { PageJob, type PageResult } from "./page-job.ts";
import { Line, type Answer } from "./requests.ts";
import { BROWSER } from "./speaker.ts";

const ASKING = `${BROWSER}accept: text/html\r\n`;

const job = PageJob.parse(JSON.parse(await text(process.stdin)));
const faults: string[] = [];
let turn = 0;
let bytes = 0;
let times: number[] = [];

await browse(job.warmSeconds);
[bytes, times] = [0, []];
const busyBefore = await processorSeconds(job.servers);
const clientBefore = process.cpuUsage();
const begun = performance.now();
await browse(job.seconds);
const seconds = (performance.now() - begun) / 1_000;
const client = process.cpuUsage(clientBefore);
const busy = (await processorSeconds(job.servers)) - busyBefore;
const sorted = Float64Array.from(times).toSorted();
process.stdout.write(
  JSON.stringify({
    faults,
    pages: sorted.length,
    pagesASecond: sorted.length / seconds,
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    most: sorted.at(-1) ?? Number.NaN,
    bytes: bytes / sorted.length,
    serverBusy: busy / seconds,
    clientBusy: (client.user + client.system) / 1e6 / seconds,
  } satisfies PageResult),
);

async function browse(forSeconds: number): Promise<void> {
  const start = performance.now();
  const until = start + forSeconds * 1_000;
  let due = 0;
  async function visitor(): Promise<void> {
    const line = new Line(job.host, job.port);
    while (faults.length === 0) {
      const at = job.visitsASecond === undefined ? performance.now() : start + (due++ / job.visitsASecond) * 1_000;
      if (at >= until) break;
      if (at > performance.now()) await wait(at - performance.now());
      await visit(line, at).catch((error: unknown) => faults.push(error instanceof Error ? error.message : String(error)));
    }
    line.close();
  }
  await Promise.all(Array.from({ length: job.connections }, visitor));
}

async function visit(line: Line, due: number): Promise<void> {
  const { path, cookie } = job.visits[turn++ % job.visits.length]!;
  const answer = await line.ask("GET", path, `${ASKING}cookie: ${cookie}\r\n`);
  times.push(performance.now() - due);
  bytes += answer.head.length + answer.body.length;
  mustBeWhole(path, answer);
}

function mustBeWhole(path: string, { status, head, body }: Answer): void {
  if (status !== 200) throw new Error(`${path} was answered ${status}.`);
  const page = /content-encoding: *gzip/i.test(head) ? gunzipSync(body) : body;
  let marks = 0;
  for (let at = page.indexOf(job.mark); at >= 0; at = page.indexOf(job.mark, at + 1)) marks += 1;
  if (marks !== job.marks) throw new Error(`${path} shows ${marks} messages instead of ${job.marks}.`);
}
