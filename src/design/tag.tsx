import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";
import { Count } from "./places.tsx";

/** A state, in a word and perhaps an icon; never colour alone. `voice` is a profession, `open` a gap to be filled, `yours` hers. */
export type TagKind = "plain" | "fine" | "watch" | "alarm" | "voice" | "open" | "yours";

export function Tag({
  kind = "plain",
  icon,
  children,
}: {
  kind?: TagKind | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
}) {
  return (
    <span class={`tag ${kind}`}>
      {icon && <Icon name={icon} little />}
      {children}
    </span>
  );
}

interface Narrows {
  label: string;
  icon?: IconName | undefined;
  count?: number | undefined;
  countLabel?: string | undefined;
}
type Props = Narrows &
  ({ href: string; isCurrent?: boolean | undefined } | { isPressed: boolean; name?: string; value?: string; onClick?: () => void });

/** Narrows a list: a link that is or is not where one stands, or a switch that is or is not pressed. Stands in an element of class `chips`. */
export function Chip(props: Props) {
  const inside = (
    <>
      {props.icon && <Icon name={props.icon} little />}
      <span dir="auto">{props.label}</span>
      {props.count ? <Count of={props.count} label={props.countLabel} /> : null}
    </>
  );
  if ("href" in props)
    return (
      <a class="chip" href={props.href} aria-current={props.isCurrent ? "true" : undefined}>
        {inside}
      </a>
    );
  const { name, value, onClick } = props;
  return (
    <button class="chip" aria-pressed={props.isPressed} {...(name === undefined ? { type: "button" } : { name, value })} onClick={onClick}>
      {inside}
    </button>
  );
}
