import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { blue, folder, keptIn, photoRoom, red } from "#test/import-media";
import { test } from "#test/people";
import { recording } from "#test/recording";
import { zipOf } from "#test/zip";
import { importTelegram } from "./import-telegram.ts";

/** An unpacked export of Telegram: its messages, and files by their paths. */
async function telegram(messages: object[], files: Record<string, Buffer | string>): Promise<string> {
  const made = join(await folder(), "Telegram");
  const stamp = (more: object, nth: number) => ({
    id: nth + 1,
    type: "message",
    date: `2025-03-20T10:00:0${nth}`,
    from: "Ruth",
    from_id: "user1",
    text: "",
    ...more,
  });
  const all = {
    ...files,
    "result.json": JSON.stringify({ name: "Pink Scarf", type: "private_group", id: 7, messages: messages.map(stamp) }, null, 1),
  };
  for (const [name, data] of Object.entries(all)) {
    await mkdir(dirname(join(made, name)), { recursive: true });
    await writeFile(join(made, name), data);
  }
  return made;
}

test("photos and voice notes of Telegram come from the folder, from result.json in it and from a zip of it, each of them once", async ({
  ground,
}) => {
  const { space, bring, shown } = await photoRoom(ground, importTelegram);
  const name = "photos/photo_1@20-03-2025_10-00-00.jpg";
  const messages = [
    { photo: name, width: 800, height: 600, text: "us" },
    { file: "files/scan.jpg", file_name: "scan.jpg", mime_type: "image/jpeg" },
    { file: "stickers/sticker.webp", media_type: "sticker", sticker_emoji: "🤗" },
    { photo: "(File not included. Change data exporting settings to download.)" },
    { photo: "../secret.jpg" },
    { photo: "photos/link.jpg" },
    { photo: "secrets/a.jpg" },
    { file: "voice_messages/audio_1@20-03-2025_10-00-07.ogg", media_type: "voice_message", mime_type: "audio/ogg", duration_seconds: 2 },
  ];
  const files = {
    [name]: red,
    "files/scan.jpg": blue,
    "stickers/sticker.webp": "webp",
    "voice_messages/audio_1@20-03-2025_10-00-07.ogg": recording(2),
    "photos/photo_9.jpg": red,
    "secrets/a.jpg": red,
    "../secret.jpg": red,
  };
  const made = await telegram(messages, files);
  await symlink(join(made, "secrets/a.jpg"), join(made, "photos/link.jpg"));
  const all = ["us red", " blue", "sticker", "photo", "photo", "photo", "photo", ""];
  const first = await bring(made);
  expect(first.media).toMatchObject({ photos: { added: 2 }, voices: { added: 1 }, others: { sticker: 1 }, unnamed: 1 });
  expect(first.media.left).toEqual([{ why: "missing", count: 3, names: ["../secret.jpg", "photos/link.jpg", "secrets/a.jpg"] }]);
  expect(await shown()).toEqual(all);
  expect((await bring(join(made, "result.json"))).media.photos).toMatchObject({ added: 0, known: 2 });
  const packed = join(await folder(), "Telegram.zip");
  const words = JSON.stringify({
    name: "Pink Scarf",
    type: "private_group",
    id: 7,
    messages: [{ id: 1, type: "message", date: "2025-03-20T10:00:00", from: "Ruth", from_id: "user1", text: "us", photo: name }],
  });
  await writeFile(
    packed,
    zipOf([
      { name: "ChatExport_2025-03-20/result.json", data: words },
      { name: `ChatExport_2025-03-20/${name}`, data: red },
    ]),
  );
  expect((await bring(packed)).media.photos).toMatchObject({ added: 0, known: 1 });
  expect(await keptIn(ground, space)).toHaveLength(3);
});
