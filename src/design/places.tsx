import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

/** One of the few places of the house, as it stands in the bar below (phone) or the rail beside (desk). */
export interface Place {
  href: string;
  icon: IconName;
  label: string;
  isCurrent?: boolean | undefined;
  /** Only beside, not below: a phone has it at the head of the page. */
  isOnDesk?: boolean | undefined;
  /** How many things are new there; 0 and undefined show nothing. */
  count?: number | undefined;
  /** The number in her own digits, where these are not 0 to 9. */
  countShown?: string | undefined;
  /** What the number counts, for screen readers: "new messages". */
  countLabel?: string | undefined;
}

interface Props {
  name: string;
  home: string;
  label: string;
  places: readonly Place[];
}

export function Places({ name, home, label, places }: Props) {
  return (
    <nav class="places" aria-label={label}>
      <a class="mark" href={home}>
        {name}
      </a>
      <ul>
        {places.map((place) => (
          <li key={place.href} class={place.isOnDesk ? "desk-only" : undefined}>
            <a href={place.href} aria-current={place.isCurrent ? "page" : undefined}>
              <Icon name={place.icon} />
              <span>{place.label}</span>
              {place.count ? <Count of={place.count} shown={place.countShown} label={place.countLabel} /> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface Counted {
  of: number;
  /** The number in her own digits. */
  shown?: string | undefined;
  label?: string | undefined;
  isMuted?: boolean | undefined;
}

/** A small number of new things; above ninety-nine it no longer counts. */
export function Count({ of, shown, label, isMuted }: Counted) {
  return (
    <span class={`count${isMuted ? " muted" : ""}`}>
      {label !== undefined && <span class="unseen">{label} </span>}
      {shown ?? (of > 99 ? "99+" : of)}
    </span>
  );
}
