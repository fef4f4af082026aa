import type { IconName } from "./icon-names.ts";
import { iconsAddress } from "./icons-address.ts";

interface Props {
  name: IconName;
  little?: boolean | undefined;
  /** What the icon says when no word stands beside it; without it the icon is hidden from screen readers. */
  label?: string | undefined;
}

/** Those that point along the line of reading, and so turn with it. */
const FLIPS: ReadonlySet<IconName> = new Set<IconName>(["back", "go", "leave", "reply", "list"]);

/** A line drawing from the one cached sprite, in the colour of the text around it. */
export function Icon({ name, little, label }: Props) {
  return (
    <svg
      class={`icon${FLIPS.has(name) ? " flips" : ""}${little ? " little" : ""}`}
      viewBox="0 0 24 24"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <use href={`${iconsAddress()}#${name}`} />
    </svg>
  );
}
