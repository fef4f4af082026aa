import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

/** One primary on a page; a second beside it; quiet for the rest; `calls` telephones or leaves for help. */
export type ButtonKind = "primary" | "second" | "quiet" | "calls";

interface Face {
  kind?: ButtonKind | undefined;
  icon?: IconName | undefined;
  isWide?: boolean | undefined;
  children?: ComponentChildren;
}

const looksOf = ({ kind = "primary", isWide }: Face) => `button${kind === "primary" ? "" : ` ${kind}`}${isWide ? " wide" : ""}`;

/** Without `type` it sends its form, as HTML has it. Use `aria-disabled` while busy, so that it keeps the focus. */
export function Button({ kind, icon, isWide, children, ...rest }: Face & JSX.IntrinsicElements["button"]) {
  return (
    <button class={looksOf({ kind, isWide })} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function LinkButton({ kind, icon, isWide, children, ...rest }: Face & { href: string } & JSX.IntrinsicElements["a"]) {
  return (
    <a class={looksOf({ kind, isWide })} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}
