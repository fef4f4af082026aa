import { tileOf } from "./tile-of.ts";
import { patterns } from "./tile-patterns.ts";

interface Props {
  /** The membership's id, or the alias where there is none. */
  of: string;
  /** For staff: their initial on a plain round. Members have none. */
  initial?: string | undefined;
  size?: "little" | "big" | undefined;
}

/** The picture an alias is known by. It says nothing that the name beside it does not, so screen readers pass over it. */
export function Tile({ of, initial, size }: Props) {
  const { glaze, pattern } = tileOf(of);
  const looks = `tile ${initial === undefined ? `g${glaze}` : "staff"}${size ? ` ${size}` : ""}`;
  const drawn = patterns[pattern];
  return (
    <svg class={looks} viewBox="0 0 24 24" aria-hidden="true">
      <rect class="ground" width="24" height="24" />
      {initial === undefined ? (
        <path class={drawn?.isLine ? "stroke" : "pattern"} d={drawn?.d} fill-rule="evenodd" />
      ) : (
        <text x="12" y="16.3" font-size="12">
          {initial}
        </text>
      )}
    </svg>
  );
}

/** Someone, in a line: tile, name, and who they are here. */
export function Person({ name, note, ...tile }: Props & { name: string; note?: string | undefined }) {
  return (
    <span class="person">
      <Tile {...tile} />
      <span>
        <bdi>{name}</bdi>
        {note && <small dir="auto">{note}</small>}
      </span>
    </span>
  );
}
