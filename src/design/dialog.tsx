import type { ComponentChildren, JSX } from "preact";

interface Props {
  id: string;
  title: string;
  /** A section of a page of its own, for when there is no script to open it. */
  isPage?: boolean | undefined;
  /** What can be done; the first button is the deed, in a verb. */
  actions: ComponentChildren;
  children?: ComponentChildren;
  /** The element's own attributes, such as `ref` and `onClose`. */
  dialog?: JSX.IntrinsicElements["dialog"] | undefined;
}

/** A question before something that cannot be undone. Open it with `showModal`, or by a button with `command="show-modal"` and `commandfor`. */
export function Dialog({ id, title, isPage, actions, children, dialog }: Props) {
  const inside = (
    <>
      {isPage ? <h1 id={`${id}-title`}>{title}</h1> : <h2 id={`${id}-title`}>{title}</h2>}
      {children}
      <div class="row">{actions}</div>
    </>
  );
  if (isPage)
    return (
      <section class="dialog shown" id={id} aria-labelledby={`${id}-title`}>
        {inside}
      </section>
    );
  return (
    <dialog class="dialog" id={id} aria-labelledby={`${id}-title`} {...dialog}>
      {inside}
    </dialog>
  );
}
