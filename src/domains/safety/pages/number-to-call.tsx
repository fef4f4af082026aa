import { LinkButton, Tag } from "#design";
import type { Locale } from "#foundation/language";
import { dayIn } from "../day.ts";
import { dialled, type HelpNumber } from "../number.ts";
import type { SafetyWords } from "../words/index.ts";

export interface Saying {
  w: SafetyWords;
  locale: Locale;
}

/** Keeps what someone wrote in its own direction, whatever stands beside it. */
const apart = (text: string) => `\u2068${text}\u2069`;

/** How sure this number is, in a sentence: never as a fact that nobody confirmed. */
export function HowSure({ w, locale, number: { checkedOn, isOld } }: Saying & { number: HelpNumber }) {
  if (checkedOn === null) return <Tag kind="open">{w("numbers.hidden")}</Tag>;
  const date = dayIn(locale, checkedOn);
  return isOld ? <Tag kind="watch">{w("help.old", { date })}</Tag> : <span class="small soft">{w("help.confirmed", { date })}</span>;
}

/** Never broken over two lines. */
export const Phone = ({ phone }: { phone: string }) => <bdi dir="ltr">{phone.replaceAll(" ", "\u00a0")}</bdi>;

/** One number: who answers, when and in which languages, and the button that calls. */
export function NumberToCall({ w, locale, number }: Saying & { number: HelpNumber }) {
  const { id, kind, name, phone, hours, languages, note } = number;
  return (
    <div class="stack close">
      <h3>{w(`kind.${kind}`)}</h3>
      <p id={`n${id}`}>
        <bdi>{name}</bdi>
      </p>
      <LinkButton kind="calls" icon="help" href={`tel:${dialled(phone)}`} aria-describedby={`n${id}`}>
        <span>
          {w("help.call")} <Phone phone={phone} />
        </span>
      </LinkButton>
      <p class="small">
        {w("help.hours", { hours: apart(hours) })}
        <br />
        {w("help.languages", { languages: apart(languages) })}
      </p>
      {note && (
        <p class="small">
          <bdi>{note}</bdi>
        </p>
      )}
      <p>
        <HowSure {...{ w, locale, number }} />
      </p>
    </div>
  );
}
