import { zstdDecompressSync } from "node:zlib";
import { expect } from "vitest";
import { test, type Visitor } from "#test/house";

const HEAD_BYTES = 40; // RFC 9842: eight that say what it is, then the hash
const LINK = /<link rel="compression-dictionary" href="([^"]+)"/;

async function dictionary(visitor: Pick<Visitor, "get">, path: string) {
  const answer = await visitor.get(path);
  const text = Buffer.from(await answer.arrayBuffer());
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", text));
  return { answer, text, hash, said: `:${hash.toString("base64")}:` };
}

test("a browser that has what pages have in common is sent only the rest, and reads the same page", async ({ house }) => {
  const [mei, bo] = [await house.newcomer(), await house.newcomer()];
  const space = await house.spaceOf("group", mei, bo);
  for (const language of ["en", "ar", "ru", "zh"]) {
    const room = (more: Record<string, string> = {}) => mei.get(`/spaces/${space}`, { "accept-language": language, ...more });
    const whole = await (await room()).text();
    const common = await dictionary(house.stranger, LINK.exec(whole)?.[1] ?? "");
    expect(common.answer.headers.get("use-as-dictionary")).toBe('match="/*", match-dest=("document")');
    expect(common.answer.headers.get("cache-control")).toContain("immutable");
    const answer = await room({ "accept-encoding": "gzip, br, zstd, dcb, dcz", "available-dictionary": common.said });
    expect([answer.headers.get("content-encoding"), answer.headers.get("vary")]).toEqual([
      "dcz",
      expect.stringContaining("available-dictionary"),
    ]);
    const body = Buffer.from(await answer.arrayBuffer());
    expect(body.subarray(8, HEAD_BYTES)).toEqual(common.hash);
    const page = zstdDecompressSync(body.subarray(HEAD_BYTES), { dictionary: common.text }).toString();
    const draft = /[0-9a-f-]{36}(?=&quot;,&quot;draft&quot;|"\/><label for="words")/g; // every page has a new id for what is written in it
    expect(page.replaceAll(draft, "")).toBe(whole.replaceAll(draft, ""));
    expect(body.length).toBeLessThan(1_200);
  }
});

test("what pages have in common says nothing of anyone, and a browser that has another is sent the whole page", async ({ house }) => {
  const mei = await house.newcomer();
  const space = await house.spaceOf("group", mei);
  const whole = await (await mei.get(`/spaces/${space}`)).text();
  const { text, said } = await dictionary(house.stranger, LINK.exec(whole)?.[1] ?? "");
  for (const hers of [space, "First year", "Person 1", mei.id]) expect([hers, text.includes(hers)]).toEqual([hers, false]);
  const encodingWith = async (headers: Record<string, string>) =>
    (await mei.get(`/spaces/${space}`, headers)).headers.get("content-encoding");
  const strange = [":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:", "AAAA", ":not base 64:", `${said},${said}`];
  for (const other of strange)
    expect([other, await encodingWith({ "accept-encoding": "gzip, dcz", "available-dictionary": other })]).toEqual([other, "gzip"]);
  expect(await encodingWith({ "accept-encoding": "gzip", "available-dictionary": said })).toBe("gzip");
  expect((await house.stranger.get("/app/en/common/0000000000000000")).status).toBe(404);
  expect((await house.stranger.get("/app/xx/common/0000000000000000")).status).toBe(404);
});
