import { Button, Choice, Field, Fieldset, Head } from "#design";
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
      <Head title={w("begin.title")} />
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/rooms/new">
        <Field name="title" label={w("begin.name")} value={typed["title"]} error={faultOf(form, "title", w)} maxLength={120} required />
        <Field
          name="alias"
          label={w("begin.alias")}
          hint={w("begin.alias.hint")}
          value={typed["alias"]}
          error={faultOf(form, "alias", w)}
          maxLength={40}
          autocomplete="off"
          required
        />
        <Fieldset id="kind" legend={w("begin.kind")} error={faultOf(form, "kind", w)}>
          {kinds.map((kind) => (
            <Choice key={kind} name="kind" value={kind} isChosen={(typed["kind"] ?? "circle") === kind} label={w(`begin.kind.${kind}`)} />
          ))}
        </Fieldset>
        <Fieldset id="entry" legend={w("begin.entry")} error={faultOf(form, "entry", w)}>
          {entries.map((entry) => (
            <Choice
              key={entry}
              name="entry"
              value={entry}
              isChosen={(typed["entry"] ?? "invitation") === entry}
              label={w(`begin.entry.${entry}`)}
            />
          ))}
        </Fieldset>
        <Button>{w("begin.submit")}</Button>
      </form>
    </div>
  );
}
