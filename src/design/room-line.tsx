import { Icon } from "./icon.tsx";
import { Count } from "./places.tsx";
import { Tag } from "./tag.tsx";
import { Tile } from "./tile.tsx";

interface Props {
  href: string;
  /** What the tile is made from; the space's id. */
  tile: string;
  title: string;
  /** The last words said, or what to do when there are none. */
  last: string;
  when: string;
  unread: number;
  /** The number in her own digits, where these are not 0 to 9. */
  unreadShown?: string | undefined;
  /** Someone wrote to her by name. */
  isNamed?: boolean | undefined;
  /** `last` is what she has begun to write and not sent. */
  isDraft?: boolean | undefined;
  isQuiet?: boolean | undefined;
  isClosed?: boolean | undefined;
  isCurrent?: boolean | undefined;
  /** `unread` is what the number counts, for screen readers. */
  labels: { quiet: string; named?: string | undefined; closed?: string | undefined; unread?: string | undefined };
}

/** A room in a list of class `rooms`. A quiet room keeps its number, in grey. */
export function RoomLine({
  href,
  tile,
  title,
  last,
  when,
  unread,
  unreadShown,
  isNamed,
  isDraft,
  isQuiet,
  isClosed,
  isCurrent,
  labels,
}: Props) {
  const isNew = unread > 0 && !isQuiet;
  return (
    <li>
      <a class={`room${isNew ? " unread" : ""}${isQuiet ? " quiet" : ""}`} href={href} aria-current={isCurrent ? "page" : undefined}>
        <Tile of={tile} />
        <span class="room-name">
          <bdi>{title}</bdi>
        </span>
        <span class="room-when">
          {isQuiet && <Icon name="moon" little label={labels.quiet} />}
          <span>{when}</span>
          {unread > 0 && <Count of={unread} shown={unreadShown} label={labels.unread} isMuted={isQuiet} />}
        </span>
        <span class="room-last">
          {isNamed && labels.named && (
            <Tag kind="yours" icon="mention">
              {labels.named}
            </Tag>
          )}{" "}
          {isClosed && labels.closed && <Tag icon="lock">{labels.closed}</Tag>} <span class={isDraft ? "draft" : undefined}>{last}</span>
        </span>
      </a>
    </li>
  );
}
