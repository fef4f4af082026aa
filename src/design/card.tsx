import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Drawing, type DrawingName } from "./drawing.tsx";

interface Props {
  /** The heading's id; made up unless something links to it. */
  id?: string | undefined;
  title?: string | undefined;
  /** A line above the title: of what kind this is. */
  kicker?: string | undefined;
  /** The signature: only on the one card of a page that matters most. */
  hasWeave?: boolean | undefined;
  /** Fits lists that reach to the edge. */
  isFlush?: boolean | undefined;
  /** Shown beside the words where there is room for it, on a desk. */
  drawing?: DrawingName | undefined;
  children: ComponentChildren;
}

/** The one box: anything that lies on the table. */
export function Card({ id, title, kicker, hasWeave, isFlush, drawing, children }: Props) {
  const own = useId();
  const heading = id ?? own;
  const looks = `sheet ${isFlush ? "flush" : "roomy"}${hasWeave ? " weave" : ""}${drawing ? " pictured" : ""}`;
  return (
    <section class={looks} {...(title ? { "aria-labelledby": heading } : { id })}>
      {kicker && <p class="small soft">{kicker}</p>}
      {title && (
        <h2 id={heading} dir="auto">
          {title}
        </h2>
      )}
      {children}
      {drawing && <Drawing name={drawing} />}
    </section>
  );
}

/** The main column and, on a desk, a side column; on a phone the side follows. */
export function Columns({ side, children }: { side: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="columns">
      <div class="stack far">{children}</div>
      <div class="stack far side">{side}</div>
    </div>
  );
}

/** A heading and what lies under it, with one link at its end. */
export function Section({
  id,
  title,
  link,
  children,
}: {
  id: string;
  title: string;
  link?: { href: string; label: string } | undefined;
  children: ComponentChildren;
}) {
  return (
    <section class="stack close" aria-labelledby={id}>
      <div class="row apart">
        <h2 id={id}>{title}</h2>
        {link && (
          <a class="small link" href={link.href}>
            {link.label}
          </a>
        )}
      </div>
      {children}
    </section>
  );
}

/** A page's one title, with a sentence that says where she is. */
export function Head({ title, lead }: { title: string; lead?: string | undefined }) {
  return (
    <div class="head">
      <h1>{title}</h1>
      {lead && <p class="lead soft">{lead}</p>}
    </div>
  );
}
