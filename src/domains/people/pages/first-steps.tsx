import { Button, Card, Field, Head, Notice } from "#design";
import type { Locale } from "#foundation/language";
import type { Form } from "#foundation/pages";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";
import { Languages } from "./languages.tsx";
import { NoticeWords } from "./notice.tsx";

/** Before there is a network: its name, and who cares for it. */
export function FirstStepsPage({ w, form, locale }: { w: PeopleWords; form: Form; locale: Locale }) {
  return (
    <div class="stack">
      <Head title={w("first.title")} lead={w("first.lead")} />
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/first-steps">
        <Field
          name="name"
          label={w("first.name")}
          hint={w("first.name.hint")}
          value={form.typed["name"]}
          error={faultOf(form, "name", w)}
          maxLength={80}
          autocomplete="off"
          required
        />
        <Field
          name="knownAs"
          label={w("first.known-as")}
          hint={w("first.known-as.hint")}
          value={form.typed["knownAs"]}
          error={faultOf(form, "knownAs", w)}
          maxLength={40}
          autocomplete="off"
          required
        />
        <Card id="notice" title={w("notice.title")}>
          <NoticeWords w={w} />
          <Notice kind="unsure" title={w("notice.unsure")} />
        </Card>
        <Button isWide>{w("first.submit")}</Button>
      </form>
      <Languages label={w("welcome.languages")} path="/first-steps" now={locale} />
    </div>
  );
}
