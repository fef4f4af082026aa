import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

/** What stands around every control one fills in. A fault is a sentence that says how to put it right. */
export interface Asked {
  label: string;
  name: string;
  /** Unique on the page; the field's name unless two forms ask the same. */
  id?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
}

/** The attributes that tie a control to its hint and fault, for those who hear the page. */
export function wiringOf({ name, id = name, hint, error }: Omit<Asked, "label">) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    name,
    ...(described ? { "aria-describedby": described } : {}),
    ...(error ? ({ "aria-invalid": "true" } as const) : {}),
  };
}

/** The label is visible, always: a placeholder is not a label. */
export function FieldFrame({ label, name, id = name, hint, error, children }: Asked & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children}
      <Fault id={id} error={error} />
    </div>
  );
}

export function Fault({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p class="error" id={`${id}-error`}>
      <Icon name="alert" />
      <span>{error}</span>
    </p>
  );
}
