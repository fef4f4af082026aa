import { basename } from "node:path/posix";
import type { Readable } from "node:stream";
import { openExport, type Source } from "../source.ts";
import type { Choose, ZippedFile } from "../zip.ts";
import { looksLikeHeader } from "./stamp.ts";

const MOST_CANDIDATES = 50;

/**
 * Opens an exported `.txt`, or the transcript inside an exported `.zip` with the files that lie beside it; `-` is standard input. Throws
 * BadExport for what is absent, empty, damaged or dangerous.
 */
export const openWhatsapp = (path: string, stdin?: Readable): Promise<Source> => openExport(path, { choose: transcript }, stdin);

const transcript: Choose = async (files, startOf) => {
  const texts = files.filter(({ name }) => /\.txt$/i.test(name));
  const shallowest = texts.reduce((least, file) => Math.min(least, depth(file)), Infinity);
  const candidates = texts.filter((file) => depth(file) === shallowest).slice(0, MOST_CANDIDATES);
  const exact = candidates.find(({ name }) => basename(name) === "_chat.txt");
  if (exact) return exact;
  const named = candidates.filter(({ name }) => /whatsapp|واتساب/i.test(basename(name)));
  const best = await fullestOf(named.length > 0 ? named : candidates, startOf);
  return best ?? "there is no text file in this zip, so no transcript of a chat.";
};

const depth = ({ name }: ZippedFile): number => name.split("/").length;

/** The text with most header lines near its start: a document that somebody sent to the chat may sort first. */
async function fullestOf(files: ZippedFile[], startOf: (file: ZippedFile) => Promise<string>): Promise<ZippedFile | undefined> {
  if (files.length < 2) return files[0];
  let best: { file: ZippedFile; headers: number } | undefined;
  for (const file of files) {
    const headers = (await startOf(file)).split(/\r?\n/).filter(looksLikeHeader).length;
    if (!best || headers > best.headers) best = { file, headers };
  }
  return best?.file;
}
