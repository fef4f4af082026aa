import type { JSX } from "preact";
import { FieldFrame, wiringOf, type Asked } from "./field-frame.tsx";

type Control<Tag extends "input" | "textarea" | "select"> = Asked & JSX.IntrinsicElements[Tag];

/** One line to fill in. Everything else of `input` passes through. */
export function Field({ label, name, id, hint, error, ...rest }: Control<"input">) {
  return (
    <FieldFrame {...{ label, name, id, hint, error }}>
      <input dir="auto" {...rest} {...wiringOf({ name, id, hint, error })} />
    </FieldFrame>
  );
}

/** Several lines to fill in; grows with what is written where the browser can. */
export function TextArea({ label, name, id, hint, error, value, ...rest }: Control<"textarea"> & { value?: string | undefined }) {
  return (
    <FieldFrame {...{ label, name, id, hint, error }}>
      <textarea dir="auto" rows={4} {...rest} {...(value === undefined ? {} : { value })} {...wiringOf({ name, id, hint, error })} />
    </FieldFrame>
  );
}

interface Option {
  value: string;
  label: string;
  /** For a name in its own language. */
  lang?: string | undefined;
}

/** One of a list too long for choices. `value` is the one chosen. */
export function Select({
  label,
  name,
  id,
  hint,
  error,
  options,
  value,
  ...rest
}: Control<"select"> & { options: readonly Option[]; value?: string | undefined }) {
  return (
    <FieldFrame {...{ label, name, id, hint, error }}>
      <select {...rest} {...wiringOf({ name, id, hint, error })}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
