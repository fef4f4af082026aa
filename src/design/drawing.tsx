import { useContext } from "preact/hooks";
import { chair } from "./drawings/chair.tsx";
import { door } from "./drawings/door.tsx";
import { kettle } from "./drawings/kettle.tsx";
import { table } from "./drawings/table.tsx";
import { window } from "./drawings/window.tsx";
import { Sparing } from "./sparing.ts";

/** Things one knows from a kitchen; never people. */
const drawings = { chair, door, kettle, table, window } as const;
const TALL: Partial<Record<DrawingName, number>> = { table: 156 };

export type DrawingName = keyof typeof drawings;

/** A calm line drawing that follows light and dark; none where data is spared. `isFirst` fits the first page of all. */
export function Drawing({ name, isFirst }: { name: DrawingName; isFirst?: boolean | undefined }) {
  if (useContext(Sparing)) return null;
  return (
    <svg class={`drawing${isFirst ? " first" : ""}`} viewBox={`0 0 240 ${TALL[name] ?? 150}`} aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
