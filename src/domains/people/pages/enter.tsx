import { Button, Field, Head, Section, LinkButton, Empty } from "#design";
import type { Form } from "#foundation/pages";
import PasskeyEnter from "../parts/passkey-enter.island.tsx";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";

interface Props {
  w: PeopleWords;
  form: Form;
  next: string;
  hasMail: boolean;
}

/** The ways back in: the phrase, a key on this device, and a link by e-mail where the network sends mail. */
export function EnterPage({ w, form, next, hasMail }: Props) {
  return (
    <div class="stack far">
      <Head title={w("enter.title")} />
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/enter">
        <input type="hidden" name="next" value={next} />
        <Field
          name="phrase"
          label={w("enter.phrase")}
          hint={w("enter.phrase.hint")}
          value={form.typed["phrase"]}
          error={faultOf(form, "phrase", w)}
          maxLength={200}
          autocomplete="current-password"
          autocapitalize="none"
          spellcheck={false}
          required
        />
        <Button isWide>{w("enter.submit")}</Button>
      </form>
      <PasskeyEnter next={next} words={{ enter: w("passkey.enter"), failed: w("passkey.enter.failed") }} />
      {hasMail && (
        <Section id="by-mail" title={w("enter.link.title")}>
          <form class="stack" method="post" action="/enter/link">
            <Mailbox w={w} form={form} hint={w("enter.link.hint")} />
            <Button kind="second">{w("enter.link.submit")}</Button>
          </form>
        </Section>
      )}
      <p>
        <a class="link" href={`/join?next=${encodeURIComponent(next)}`}>
          {w("enter.new")}
        </a>
      </p>
    </div>
  );
}

export function Mailbox({ w, form, hint }: { w: PeopleWords; form: Form; hint: string }) {
  return (
    <Field
      name="mailbox"
      type="email"
      label={w("enter.link.mailbox")}
      hint={hint}
      value={form.typed["mailbox"]}
      error={faultOf(form, "mailbox", w)}
      maxLength={200}
      autocomplete="email"
      dir="ltr"
      required
    />
  );
}

/** The same whether the mailbox is someone's here or nobody's. */
export function LinkSentPage({ w }: { w: PeopleWords }) {
  return (
    <Empty drawing="window" title={w("enter.link.sent.title")} body={w("enter.link.sent.body")} isPage>
      <LinkButton kind="quiet" href="/enter">
        {w("enter.title")}
      </LinkButton>
    </Empty>
  );
}

/** A link in a letter opens this page and nothing else: programs that look into mail open links too. */
export function ByLinkPage({ w, form, action }: { w: PeopleWords; form: Form; action: string }) {
  return (
    <div class="stack">
      <Head title={w("enter.by-link.title")} lead={w("enter.by-link.body")} />
      <Faults w={w} form={form} />
      <form method="post" action={action} id="link">
        <Button isWide>{w("enter.by-link.submit")}</Button>
      </form>
      <p>
        <a class="link" href="/enter">
          {w("enter.title")}
        </a>
      </p>
    </div>
  );
}
