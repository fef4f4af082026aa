import { describe, expect, test } from "vitest";
import type { Files, Wall } from "./files.ts";

/** Files to plant over the sound ones: path → text, or undefined to take the file away. */
export type Plant = Readonly<Record<string, string | undefined>>;

/** What is planted in one test: a name for it, the files, and words that the report must say. */
export type Fault = readonly [name: string, plant: Plant, report: string];

export const filesOf = (sound: Plant, plant: Plant = {}): Files =>
  new Map(Object.entries({ ...sound, ...plant }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));

/** Proves a wall: it says nothing of the sound files, and reports each planted fault once and in the words given. */
export function prove(title: string, wall: Wall, sound: Plant, faults: readonly Fault[]): void {
  describe(title, () => {
    test("what is sound is left alone", () => {
      expect(wall(filesOf(sound))).toEqual([]);
    });
    test.for(faults)("reports %s", ([, plant, report]) => {
      const reports = wall(filesOf(sound, plant));
      expect(reports, reports.join("\n")).toHaveLength(1);
      expect(reports[0]).toContain(report);
    });
  });
}
