import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

/** `plain` is true now; `fine` reached; `watch` soon; `alarm` danger to body or life; `nobody` no one on duty; `unsure` not yet confirmed. */
export type NoticeKind = "plain" | "fine" | "watch" | "alarm" | "nobody" | "unsure";

const ICONS: Record<NoticeKind, IconName> = {
  plain: "cup",
  fine: "check",
  watch: "clock",
  alarm: "alert",
  nobody: "moon",
  unsure: "unsure",
};

interface Props {
  kind?: NoticeKind | undefined;
  icon?: IconName | undefined;
  /** The fact, in one sentence. */
  title?: ComponentChildren;
  /** What follows from it; a second sentence, a link, a button. */
  children?: ComponentChildren;
  /** `status` when it tells what was just done; `alert` only for what cannot wait. */
  role?: "status" | "alert" | undefined;
}

/** What is true right now, in one sentence and one action. */
export function Notice({ kind = "plain", icon = ICONS[kind], title, children, role }: Props) {
  return (
    <div class={`notice ${kind}`} role={role}>
      <Icon name={icon} />
      <div>
        {title && <b>{title}</b>} {children}
      </div>
    </div>
  );
}

/** It happened, and can be undone by what stands in it. It never goes away by itself. */
export function Toast({ children, action }: { children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <output class="toast">
      <span>{children}</span>
      {action}
    </output>
  );
}
