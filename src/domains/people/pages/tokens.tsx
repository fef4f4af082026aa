import { Button, Card, EndLine, Field, Head, Notice } from "#design";
import type { AccessToken } from "#foundation/identity";
import type { Clock } from "#foundation/language";
import type { Form } from "#foundation/pages";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";

interface Props {
  w: PeopleWords;
  form: Form;
  tokens: AccessToken[];
  clock: Clock;
}

/** Her keys for scripts. */
export function TokensPage({ w, form, tokens, clock }: Props) {
  return (
    <div class="stack">
      <Head title={w("tokens.title")} lead={w("tokens.lead")} />
      <Faults w={w} form={form} />
      {tokens.length > 0 && (
        <Card id="tokens">
          {tokens.map(({ id, label, usedAt }) => (
            <EndLine
              key={id}
              action={`/me/tokens/${id}/end`}
              label={w("tokens.end")}
              name={label}
              note={usedAt ? w("tokens.used", { when: clock.full(usedAt) }) : w("tokens.unused")}
            />
          ))}
        </Card>
      )}
      <form class="stack" method="post" action="/me/tokens">
        <Field
          name="label"
          label={w("tokens.label")}
          value={form.typed["label"]}
          error={faultOf(form, "label", w)}
          maxLength={60}
          autocomplete="off"
          required
        />
        <Button>{w("tokens.make")}</Button>
      </form>
    </div>
  );
}

/** Something that is shown once, to be copied: a key, or a link. */
export function ShownOncePage({
  title,
  body,
  text,
  action,
  done,
}: {
  title: string;
  body: string;
  text: string;
  action: string;
  done: string;
}) {
  return (
    <div class="stack">
      <Head title={title} />
      <Card id="shown" hasWeave>
        <p>
          <bdi dir="ltr" translate={false}>
            {text}
          </bdi>
        </p>
      </Card>
      <Notice kind="watch" icon="key" title={body} />
      <form method="post" action={action}>
        <Button>{done}</Button>
      </form>
    </div>
  );
}
