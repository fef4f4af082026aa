import { Icon } from "./icon.tsx";

/** A fault and where it can be put right, such as `#alias`. */
export interface FieldFault {
  href: string;
  text: string;
}

/** Stands first on a page that gives a form back: says what is wrong, and leads to each field. It takes the focus, so that it is heard. */
export function ErrorSummary({ title, faults }: { title: string; faults: readonly FieldFault[] }) {
  return (
    // The one place where the page takes the focus by itself: a form came back, and she must hear why.
    // oxlint-disable-next-line jsx-a11y/no-autofocus
    <section class="notice alarm" aria-labelledby="faults" tabIndex={-1} autoFocus>
      <Icon name="alert" />
      <h2 id="faults">{title}</h2>
      <ul>
        {faults.map(({ href, text }) => (
          <li key={href + text}>
            <a class="link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
