import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";

interface Props {
  action: string;
  /** Says under which alias she writes here. */
  label: string;
  send: string;
  /** The control's own attributes: name, id, maxLength, value, keys. */
  field: JSX.IntrinsicElements["textarea"] & { id: string; name: string };
  /** The form's own attributes, such as onSubmit. */
  form?: JSX.IntrinsicElements["form"] | undefined;
  /** Above the field: what is answered, or what went wrong. */
  above?: ComponentChildren;
  /** Before the field, such as a `.square` that adds something. */
  before?: ComponentChildren;
  /** Hidden fields. */
  children?: ComponentChildren;
}

/** Where one writes, always where the thumb is. An ordinary form, whatever else a script makes of it. */
export function Composer({ action, label, send, field, form, above, before, children }: Props) {
  return (
    <form class="composer" method="post" action={action} {...form}>
      {children}
      {above}
      <label for={field.id}>{label}</label>
      {before}
      <textarea rows={1} dir="auto" required {...field} />
      <button class="button" aria-label={send}>
        <Icon name="send" />
      </button>
    </form>
  );
}
