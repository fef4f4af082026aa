import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Fault, wiringOf } from "./field-frame.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";

interface Words {
  /** One sentence; or children in its place. */
  label?: string | undefined;
  hint?: string | undefined;
  children?: ComponentChildren;
}
interface Leads extends Words {
  href: string;
  icon?: IconName | undefined;
}
interface Keeps extends Words {
  name: string;
  value: string;
  isChosen?: boolean | undefined;
}

/** A whole card to press. With `href` it leads somewhere; with `name` and `value` it is a radio whose answer a form keeps. */
export function Choice(props: Leads | Keeps) {
  const words = (
    <span>
      <b>{props.label ?? props.children}</b>
      {props.hint && <small>{props.hint}</small>}
    </span>
  );
  if ("href" in props)
    return (
      <a class="choice" href={props.href}>
        {props.icon ? <Icon name={props.icon} /> : <span />}
        {words}
        <Icon name="go" little />
      </a>
    );
  return (
    <label class="choice">
      <input type="radio" name={props.name} value={props.value} checked={props.isChosen} />
      {words}
    </label>
  );
}

/** Two to four ways on, as a landmark with a name. */
export function Choices({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <nav class="choices" aria-label={label}>
      {children}
    </nav>
  );
}

interface Group {
  legend: string;
  /** The group's id, so that a fault can be linked to; usually the name of its controls. */
  id?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  /** Three short answers, side by side where there is room for them. */
  isAbreast?: boolean | undefined;
  children: ComponentChildren;
}

/** Several controls with one question over them. */
export function Fieldset({ legend, id, hint, error, isAbreast, children }: Group) {
  const own = useId();
  const name = id ?? own;
  const { "aria-describedby": described } = wiringOf({ name, hint, error });
  return (
    <fieldset
      class={`field${isAbreast ? " abreast" : ""}`}
      id={name}
      tabIndex={-1}
      {...(described ? { "aria-describedby": described } : {})}
    >
      <legend>{legend}</legend>
      {hint && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {children}
      <Fault id={name} error={error} />
    </fieldset>
  );
}

interface Ticked extends Words {
  name: string;
  value?: string | undefined;
  isTicked?: boolean | undefined;
  isRequired?: boolean | undefined;
}

/** A box to tick, with its words as large a target as a thumb. Sends "yes" unless told another value. */
export function Tick({ label, hint, children, name, value = "yes", isTicked, isRequired }: Ticked) {
  return (
    <label class="tick">
      <input type="checkbox" name={name} value={value} checked={isTicked} required={isRequired} />
      <span>
        {label ?? children}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
