import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { textSource, watched, whatsappExport } from "#interop/imports";
import { progress } from "./import-progress.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

/** 600 KB in three blocks; reading each takes this many seconds. */
async function saidWhileReading(seconds: number): Promise<string[]> {
  const said: string[] = [];
  let lines: number | undefined;
  const tell = progress(
    (line) => void said.push(line),
    () => lines,
  );
  const chat = textSource("chat.txt", "20/03/2025, 10:01 - Ruth Adler: Good morning to all of you here\n".repeat(9_400));
  const source = watched(chat, (so) => {
    vi.setSystemTime(Date.now() + seconds * 1000);
    tell(so);
  });
  lines = (await whatsappExport(source)).lines;
  for await (const _ of source.bytes());
  return said;
}

test("whoever waits for a long import hears every few seconds how far it is", async () => {
  const said = await saidWhileReading(4);
  expect(said[0]).toMatch(/^Reading its form: \d MB …$/);
  expect(said.at(-1)).toBe("Reading its messages: 9,400 of 9,400 lines (100 %) …");
  expect(said).toHaveLength(9);
});

test("a short import says nothing", async () => {
  expect(await saidWhileReading(0.1)).toEqual([]);
});
