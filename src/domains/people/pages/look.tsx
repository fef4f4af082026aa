import { Button, Choice, Fieldset, Head, Select, Toast } from "#design";
import type { Form } from "#foundation/pages";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";
import { languageOptions } from "./languages.tsx";

const LIGHTS = ["system", "day", "night"] as const;
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
  value: zone,
  label: zone.replaceAll("_", " "),
}));

interface Props {
  w: PeopleWords;
  form: Form;
  isSaved: boolean;
}

/** Language, time zone and light, the same on all her devices. */
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
        <Fieldset id="light" legend={w("look.light")} error={faultOf(form, "light", w)}>
          {LIGHTS.map((light) => (
            <Choice
              key={light}
              name="light"
              value={light}
              label={w(`look.light.${light}`)}
              isChosen={(typed["light"] ?? "system") === light}
            />
          ))}
        </Fieldset>
        <Button>{w("look.submit")}</Button>
      </form>
    </div>
  );
}
