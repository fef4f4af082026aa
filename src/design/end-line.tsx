import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "./button.tsx";

interface Props {
  /** Where the form goes that ends it. */
  action: string;
  /** What the button says. Who hears the page is told what it ends. */
  label: string;
  /** What it is; or children in its place. */
  name?: string | undefined;
  /** What else is known of it. */
  note?: string | undefined;
  /** Stands in the button's place where it cannot be ended here. */
  instead?: ComponentChildren;
  children?: ComponentChildren;
}

/** Something that stands until it is ended, and the button that ends it. */
export function EndLine({ action, label, name, note, instead, children }: Props) {
  const id = useId();
  return (
    <form class="row apart" method="post" action={action}>
      <span id={id}>
        {name !== undefined && <b dir="auto">{name}</b>}
        {children}
        {note !== undefined && (
          <>
            <br />
            <span class="soft small">{note}</span>
          </>
        )}
      </span>
      {instead ?? (
        <Button kind="quiet" aria-describedby={id}>
          {label}
        </Button>
      )}
    </form>
  );
}
