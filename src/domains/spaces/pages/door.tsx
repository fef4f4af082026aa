import { Button, Card, Empty, Field, Head, LinkButton, Notice, TextArea } from "#design";
import type { Form } from "#foundation/pages";
import type { RequestId } from "../membership.ts";
import type { SpaceKind } from "../space.ts";
import type { SpaceWords } from "../words/index.ts";
import { Faults, faultOf } from "./faults.tsx";

interface Props {
  w: SpaceWords;
  form: Form;
  door: { kind: SpaceKind; title: string; startHere: string };
  asks: boolean;
  /** What she has asked here already, where nobody has answered, and when. */
  asked?: { id: RequestId; when: string } | undefined;
}

/** At a room's door: what it is, and the name she will have in it. Following a link changes nothing; the button does. */
export function DoorPage({ w, form, door, asks, asked }: Props) {
  return (
    <div class="stack">
      <div class="head">
        <p class="soft">{w(`kind.${door.kind}`)}</p>
        <h1 dir="auto">{door.title}</h1>
      </div>
      <Faults w={w} form={form} />
      {asked && (
        <Notice kind="watch" title={w("ask.done.title")}>
          {w("ask.since", { when: asked.when })}
        </Notice>
      )}
      {door.startHere && (
        <Card id="start-here">
          <p dir="auto">{door.startHere}</p>
        </Card>
      )}
      <form class="stack" method="post">
        <Field
          name="alias"
          label={w("join.alias")}
          hint={w("join.alias.hint")}
          value={form.typed["alias"]}
          error={faultOf(form, "alias", w)}
          maxLength={40}
          autocomplete="off"
          required
        />
        {asks && (
          <TextArea
            name="words"
            label={w("ask.words")}
            value={form.typed["words"]}
            error={faultOf(form, "words", w)}
            maxLength={500}
            rows={4}
          />
        )}
        <Button>{w(asked ? "ask.again" : asks ? "ask.submit" : "join.submit")}</Button>
      </form>
      {asked && (
        <form method="post" action={`/requests/${asked.id}/take-back`}>
          <Button kind="quiet">{w("ask.take-back")}</Button>
        </form>
      )}
    </div>
  );
}

/** After asking: what happens next, and where she will see it. */
export function AskedPage({ w }: { w: SpaceWords }) {
  return (
    <Empty drawing="window" title={w("ask.done.title")} body={w("ask.done.body")} isPage>
      <LinkButton href="/">{w("home.title")}</LinkButton>
    </Empty>
  );
}

export function CodePage({ w, form }: { w: SpaceWords; form: Form }) {
  return (
    <div class="stack">
      <Head title={w("code.title")} />
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/code">
        <Field
          name="code"
          label={w("code.label")}
          hint={w("code.hint")}
          value={form.typed["code"]}
          error={faultOf(form, "code", w)}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={20}
          dir="ltr"
          required
        />
        <Button>{w("code.submit")}</Button>
      </form>
    </div>
  );
}
