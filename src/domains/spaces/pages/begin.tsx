import { Button, Choice, Field, Fieldset } from "#design";
import type { Form } from "#foundation/pages";
import type { SpaceWords } from "../words/index.ts";
import { Faults, faultOf } from "./faults.tsx";

const kinds = ["circle", "group", "community"] as const;
const entries = ["invitation", "request", "open"] as const;

/** Beginning a room: its name, hers in it, what kind it is, and who may come in. */
export function BeginPage({ w, form }: { w: SpaceWords; form: Form }) {
  const { typed } = form;
  return (
    <div class="stack">
      <div class="head"><h1>{w("begin.title")}</h1></div>
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/rooms/new">
        <Field name="title" label={w("begin.name")} value={typed["title"]} error={faultOf(form, "title", w)} maxLength={120} required />
        <Field name="alias" label={w("begin.alias")} hint={w("begin.alias.hint")} value={typed["alias"]} error={faultOf(form, "alias", w)} maxLength={40} autocomplete="off" required />
        <Fieldset legend={w("begin.kind")} error={faultOf(form, "kind", w)}>
          {kinds.map((kind) => (
            <Choice key={kind} name="kind" value={kind} isChosen={(typed["kind"] ?? "circle") === kind}>{w(`begin.kind.${kind}`)}</Choice>
          ))}
        </Fieldset>
        <Fieldset legend={w("begin.entry")} error={faultOf(form, "entry", w)}>
          {entries.map((entry) => (
            <Choice key={entry} name="entry" value={entry} isChosen={(typed["entry"] ?? "invitation") === entry}>{w(`begin.entry.${entry}`)}</Choice>
          ))}
        </Fieldset>
        <Button>{w("begin.submit")}</Button>
      </form>
    </div>
  );
}
