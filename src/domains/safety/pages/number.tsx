import { Button, Card, Field, Fold, Head, Select, Toast } from "#design";
import type { Form } from "#foundation/pages";
import { named } from "../country.ts";
import { kinds, LIMITS, type HelpNumber } from "../number.ts";
import { faultOf, Faults } from "./faults.tsx";
import { NumberToCall, type Saying } from "./number-to-call.tsx";
import { Confirm } from "./numbers.tsx";

interface Props extends Saying {
  form: Form;
}

/** A number to be entered. */
export function NewNumberPage(props: Props) {
  const { w, form } = props;
  return (
    <div class="stack">
      <Head title={w("number.new")} lead={w("number.new.next")} />
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/network/numbers">
        <Fields {...props} />
        <Button isWide>{w("number.keep")}</Button>
      </form>
    </div>
  );
}

/** One number as everyone sees it; what a steward does with it. */
export function NumberPage({ number, isConfirmed, ...props }: Props & { number: HelpNumber; isConfirmed: boolean }) {
  const { w, locale, form } = props;
  const [country] = named(locale, [number.country]);
  const here = `/network/numbers/${number.id}`;
  return (
    <div class="stack">
      <Head title={w("help.numbers.of", { country: country?.name ?? "" })} />
      <Faults w={w} form={form} />
      {isConfirmed && <Toast>{w("number.confirmed")}</Toast>}
      <section class="help" aria-labelledby="shown">
        <h2 id="shown">{w("number.shown")}</h2>
        <NumberToCall {...{ w, locale, number }} />
        <Confirm w={w} number={number} />
      </section>
      <Card id="correct" title={w("number.correct")}>
        <p class="soft">{w("number.correct.hint")}</p>
        <form class="stack" method="post" action={here}>
          <Fields {...props} number={number} />
          <Button>{w("number.keep")}</Button>
        </form>
      </Card>
      <Fold summary={w("number.remove")}>
        <p>{w("number.remove.hint")}</p>
        <form method="post" action={`${here}/end`}>
          <Button kind="second" icon="remove">
            {w("number.remove")}
          </Button>
        </form>
      </Fold>
    </div>
  );
}

const LINES = [
  { name: "name", isNeeded: true, hasHint: false },
  { name: "phone", isNeeded: true, hasHint: true },
  { name: "hours", isNeeded: true, hasHint: true },
  { name: "languages", isNeeded: true, hasHint: false },
  { name: "note", isNeeded: false, hasHint: true },
  { name: "source", isNeeded: true, hasHint: true },
] as const;
const HINTS = {
  phone: "number.phone.hint",
  hours: "number.hours.hint",
  note: "number.note.hint",
  source: "number.source.hint",
} as const;

function Fields({ w, locale, form, number }: Props & { number?: HelpNumber }) {
  const typed = (field: "country" | "kind" | (typeof LINES)[number]["name"]) => form.typed[field] ?? number?.[field];
  const none = { value: "", label: w("help.country.choose") };
  const countries = named(locale).map(({ code, name }) => ({ value: code, label: name }));
  const choices = kinds.map((kind) => ({ value: kind, label: w(`kind.${kind}`) }));
  const start = number ? [] : [none];
  return (
    <>
      <Select
        name="country"
        label={w("number.country")}
        options={[...start, ...countries]}
        value={typed("country") ?? ""}
        error={faultOf(form, "country", w)}
        required
      />
      <Select
        name="kind"
        label={w("number.kind")}
        options={[...start, ...choices]}
        value={typed("kind") ?? ""}
        error={faultOf(form, "kind", w)}
        required
      />
      {LINES.map(({ name, isNeeded, hasHint }) => (
        <Field
          key={name}
          name={name}
          inputMode={name === "phone" ? "tel" : "text"}
          label={w(`number.${name}`)}
          hint={hasHint ? w(HINTS[name]) : undefined}
          value={typed(name)}
          error={faultOf(form, name, w)}
          maxLength={LIMITS[name]}
          dir={name === "phone" ? "ltr" : "auto"}
          autocomplete="off"
          required={isNeeded}
        />
      ))}
    </>
  );
}
