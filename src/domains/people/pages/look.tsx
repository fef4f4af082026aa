import { Button, Choice, Fieldset, Head, Select, Toast } from "#design";
import type { Form, Looks } from "#foundation/pages";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";
import { languageOptions } from "./languages.tsx";

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
  value: zone,
  label: zone.replaceAll("_", " "),
}));

interface Props {
  w: PeopleWords;
  form: Form;
  isSaved: boolean;
}

/** Language, time zone and how pages look, the same on all her devices. */
export function LookPage({ w, form, isSaved }: Props) {
  const { typed } = form;
  return (
    <div class="stack">
      <Head title={w("look.title")} />
      <Faults w={w} form={form} />
      {isSaved && <Toast>{w("me.saved")}</Toast>}
      <form class="stack" method="post" action="/me/look">
        <Select
          name="locale"
          label={w("look.locale")}
          options={languageOptions}
          value={typed["locale"]}
          error={faultOf(form, "locale", w)}
        />
        <Select name="zone" label={w("look.zone")} options={ZONES} value={typed["zone"]} error={faultOf(form, "zone", w)} dir="ltr" />
        <Own {...{ w, form }} name="size" legend={w("look.size")} isAbreast>
          {(["system", "larger", "largest"] as const).map((value) => ({ value, label: w(`look.size.${value}`) }))}
        </Own>
        <Own {...{ w, form }} name="light" legend={w("look.light")} isAbreast>
          {(["system", "day", "night"] as const).map((value) => ({ value, label: w(`look.light.${value}`) }))}
        </Own>
        <Own {...{ w, form }} name="data" legend={w("look.data")}>
          {(["system", "little", "all"] as const).map((value) => ({
            value,
            label: w(`look.data.${value}`),
            hint: w(`look.data.${value}.hint`),
          }))}
        </Own>
        <Own {...{ w, form }} name="cover" legend={w("look.cover")} hint={w("look.cover.hint")}>
          {(["system", "notes", "calendar", "recipes"] as const).map((value) => ({ value, label: w(`look.cover.${value}`) }))}
        </Own>
        <Button>{w("look.submit")}</Button>
      </form>
    </div>
  );
}

interface OwnProps {
  w: PeopleWords;
  form: Form;
  name: keyof Looks;
  legend: string;
  hint?: string;
  isAbreast?: boolean;
  children: { value: string; label: string; hint?: string }[];
}

/** One thing that she may settle herself; "system" is as it comes. */
function Own({ w, form, name, legend, hint, isAbreast, children }: OwnProps) {
  return (
    <Fieldset id={name} legend={legend} hint={hint} isAbreast={isAbreast} error={faultOf(form, name, w)}>
      {children.map((choice) => (
        <Choice key={choice.value} name={name} {...choice} isChosen={(form.typed[name] ?? "system") === choice.value} />
      ))}
    </Fieldset>
  );
}
