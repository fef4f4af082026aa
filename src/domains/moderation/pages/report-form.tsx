import { Button, Choice, Fieldset, Head, Notice, TextArea, Tick } from "#design";
import type { Form } from "#foundation/pages";
import { REPORT_LETTERS, reasons } from "../report.ts";
import type { ModerationWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";

interface Props {
  w: ModerationWords;
  form: Form;
  action: string;
  alias: string;
  /** She hides this person already. */
  isHidden: boolean;
  /** A circle or a pair, where only that one message is shown to others. */
  isClosed: boolean;
}

/** What is wrong with a message, in one choice; who will see it stands before she sends it. */
export function ReportFormPage({ w, form, action, alias, isHidden, isClosed }: Props) {
  return (
    <div class="stack">
      <Head title={w("form.title", { alias })} />
      <Faults w={w} form={form} />
      <Notice icon="eye" title={w("form.who-sees")}>
        {isClosed && <p>{w("form.only-this")}</p>}
        <p>{w("form.quiet", { alias })}</p>
      </Notice>
      <form class="stack" method="post" action={action}>
        <Fieldset id="reason" legend={w("form.reason")} error={faultOf(form, "reason", w)}>
          {reasons.map((reason) => (
            <Choice key={reason} name="reason" value={reason} label={w(`reason.${reason}`)} isChosen={form.typed["reason"] === reason} />
          ))}
        </Fieldset>
        <TextArea
          name="words"
          label={w("form.words")}
          hint={w("form.words.hint")}
          value={form.typed["words"]}
          error={faultOf(form, "words", w)}
          maxLength={REPORT_LETTERS}
          rows={3}
        />
        {!isHidden && <Tick name="hide" label={w("form.hide", { alias })} isTicked={form.typed["hide"] === "yes"} />}
        <Button isWide>{w("form.submit")}</Button>
      </form>
    </div>
  );
}
