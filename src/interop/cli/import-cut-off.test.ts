import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, inject, onTestFinished } from "vitest";
import { z } from "zod";
import { inventedExport } from "#interop/imports";
import { attached, blue, chat as wordsOf, colourOf, red } from "#test/import-media";
import { test } from "#test/people";
import { run } from "#test/server";
import { zipOf } from "#test/zip";

const LINES = 30_000;
const PHOTOS = 16;
const POINTS = [1, 7_000, 17_000]; // messages that stand in the space when the process is killed
const Brought = z.object({ added: z.number(), known: z.number() });

beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["tools/ready.mjs"], { stdio: "inherit" });
  expect(status).toBe(0);
}, 120_000);

test(
  "an import killed in the middle, again and again, is completed by running it once more, without doubles",
  { timeout: 60_000 },
  async ({ ground }) => {
    const { db, owner, newcomer, circleOf } = ground;
    const [cut, whole] = [await circleOf(await newcomer()), await circleOf(await newcomer())];
    const folder = await mkdtemp(join(tmpdir(), "kith-cut-off-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const chat = join(folder, "chat.txt");
    await writeFile(chat, [...inventedExport(LINES)].join(""));
    const DATABASE_OWNER_URL = inject("clusterUrl") + new URL(db.serveUrl).pathname.slice(1);
    const env = { KITH_HOME: folder, DATABASE_URL: db.serveUrl, DATABASE_OWNER_URL };
    const bring = (space: string) => run(["build/server/cli.js", "import", "whatsapp", chat, "--space", space, "--json"], env);
    const countIn = async (space: string) =>
      (await owner.query<{ count: number }>("select count(*)::int as count from space_message where space_id = $1", [space])).rows[0]!
        .count;

    for (const point of POINTS) {
      const importing = bring(cut);
      while ((await countIn(cut)) < point && importing.process.exitCode === null) await wait(5);
      importing.process.kill("SIGKILL");
      expect(await importing.ended).toMatchObject({ signal: "SIGKILL" });
      const facts = await owner.query("select from fact where subject = $1 and kind = 'spaces.history-brought'", [cut]);
      expect(facts.rowCount).toBe(0);
    }
    const kept = await countIn(cut);
    const [last, once] = [await bring(cut).ended, await bring(whole).ended];
    expect([last.code, once.code]).toEqual([0, 0]);
    const { added, known } = Brought.parse(JSON.parse(last.out));
    expect(known).toBeGreaterThanOrEqual(kept); // a batch on its way when its process died may still have been kept
    expect(added + known).toBe(Brought.parse(JSON.parse(once.out)).added);

    const shown = "select coalesce(left_out, words) as what, said_at as at from space_message where space_id = $1 order by seq";
    const [again, atOnce] = [await owner.query(shown, [cut]), await owner.query(shown, [whole])];
    expect(again.rows).toEqual(atOnce.rows);
    const told = await owner.query("select from space_event where space_id = $1 and kind = 'changed'", [cut]);
    expect(told.rowCount).toBe(1);
  },
);

test(
  "photos that an import was bringing when it was killed come by running it once more, each beside its line and once",
  {
    timeout: 60_000,
  },
  async ({ ground }) => {
    const { db, owner, newcomer, circleOf } = ground;
    const space = await circleOf(await newcomer());
    const folder = await mkdtemp(join(tmpdir(), "kith-cut-off-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const names = Array.from({ length: PHOTOS }, (_, nth) => `IMG-20250320-WA${String(nth).padStart(4, "0")}.jpg`);
    const lines = names.map((name, nth) => attached(name, nth % 2 === 0 ? "red" : "blue"));
    const archive = join(folder, "chat.zip");
    await writeFile(archive, zipOf([wordsOf(...lines), ...names.map((name, nth) => ({ name, data: nth % 2 === 0 ? red : blue }))]));
    const DATABASE_OWNER_URL = inject("clusterUrl") + new URL(db.serveUrl).pathname.slice(1);
    const env = { KITH_HOME: folder, DATABASE_URL: db.serveUrl, DATABASE_OWNER_URL };
    const bring = () => run(["build/server/cli.js", "import", "whatsapp", archive, "--space", space, "--json"], env);
    const came = `select m.words, c.content from space_message m join space_file f on f.message_id = m.id join space_file_content c on c.file_id = f.id
    where m.space_id = $1 and m.left_out is null`;
    const photosIn = async () => (await owner.query<{ words: string; content: Buffer }>(came, [space])).rows;

    for (const point of [1, PHOTOS / 2]) {
      const importing = bring();
      while ((await photosIn()).length < point && importing.process.exitCode === null) await wait(5);
      importing.process.kill("SIGKILL");
      expect(await importing.ended).toMatchObject({ signal: "SIGKILL" });
    }
    const kept = await photosIn();
    expect(kept.length).toBeLessThan(PHOTOS);
    const { code, out } = await bring().ended;
    expect(code).toBe(0);
    const { photos } = z.object({ media: z.object({ photos: Brought }) }).parse(JSON.parse(out)).media;
    expect(photos.known).toBeGreaterThanOrEqual(kept.length);
    expect(photos.added + photos.known).toBe(PHOTOS);
    const all = await photosIn();
    expect(all).toHaveLength(PHOTOS);
    for (const { words, content } of all) expect(await colourOf(content)).toBe(words);
    const files = await owner.query("select from space_file where space_id = $1", [space]);
    const left = await owner.query("select from space_message where space_id = $1 and left_out is not null", [space]);
    expect([files.rowCount, left.rowCount]).toEqual([PHOTOS, 0]);
  },
);
