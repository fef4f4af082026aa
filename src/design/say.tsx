import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { Tag } from "./tag.tsx";
import { Tile } from "./tile.tsx";

interface Props {
  id?: string | undefined;
  /** The membership's id, or the alias where there is none. */
  tile: string;
  who: string;
  /** Second after the name: what kind of member, or how long. */
  note?: string | undefined;
  /** A profession in words: it turns the bubble enamel and the tile into a round with an initial. */
  work?: string | undefined;
  quote?: { href: string; who: string; text: string } | undefined;
  isMine?: boolean | undefined;
  isWaiting?: boolean | undefined;
  isGone?: boolean | undefined;
  /** Time, state, reactions, the way to do more. */
  more?: ComponentChildren;
  children: ComponentChildren;
}

/** Something said, in a list of class `talk`. Name and words come before the time, as they should be heard. */
export function Say({ id, tile, who, note, work, quote, isMine, isWaiting, isGone, more, children }: Props) {
  const states = [isMine && "mine", work && "professional", isWaiting && "waiting", isGone && "gone"].filter(Boolean);
  return (
    <li class={["say", ...states].join(" ")} id={id} tabIndex={-1}>
      {!isMine && <Tile of={tile} initial={work ? who.slice(0, 1) : undefined} />}
      {!isMine && (
        <div class="say-who">
          <b dir="auto">{who}</b>
          {note && <span dir="auto">{note}</span>}
          {work && (
            <Tag kind="voice" icon="shield">
              {work}
            </Tag>
          )}
        </div>
      )}
      <div class="say-body">
        {quote && (
          <a class="quote" href={quote.href}>
            <b dir="auto">{quote.who}</b>
            <span dir="auto">{quote.text}</span>
          </a>
        )}
        {children}
      </div>
      {more && <div class="say-more">{more}</div>}
    </li>
  );
}

/** Where a day begins. `date` is YYYY-MM-DD. */
export function Day({ date, children }: { date: string; children: ComponentChildren }) {
  return (
    <li class="day">
      <time dateTime={date}>{children}</time>
    </li>
  );
}

/** Where what she has not read begins; it stays until she leaves. */
export function NewSince({ children }: { children: ComponentChildren }) {
  return (
    <li class="new" id="new">
      <span>{children}</span>
    </li>
  );
}

/** What became of her own message, in words beside an icon. */
export function State({ isWaiting, children }: { isWaiting?: boolean | undefined; children: ComponentChildren }) {
  return (
    <span class="state">
      <Icon name={isWaiting ? "phone" : "check"} little />
      {children}
    </span>
  );
}
