import type { ComponentChildren, JSX } from "preact";

/** A labelled input. The label is visible, always: a placeholder is not a label. */
export function Field({ label, ...input }: { label: string } & JSX.IntrinsicElements["input"]) {
  return (
    <label class="field">
      <span>{label}</span>
      <input {...input} />
    </label>
  );
}

export function Button({ children, ...rest }: { children: ComponentChildren } & JSX.IntrinsicElements["button"]) {
  return (
    <button class="button" {...rest}>
      {children}
    </button>
  );
}
