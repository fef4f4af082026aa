import { Button, Card, EndLine, Head, Toast } from "#design";
import type { WaysIn } from "#foundation/identity";
import type { Clock } from "#foundation/language";
import type { Form } from "#foundation/pages";
import PasskeyOffer from "../parts/passkey-offer.island.tsx";
import type { PeopleWords } from "../words/index.ts";
import { Mailbox } from "./enter.tsx";
import { Faults } from "./faults.tsx";
import { offerWords } from "./keep.tsx";

interface Props {
  w: PeopleWords;
  form: Form;
  ways: WaysIn;
  clock: Clock;
  hasMail: boolean;
  /** What was just done: a letter is on its way, or a mailbox was confirmed. */
  done: "sent" | "kept" | undefined;
  name: string;
}

/** How she comes in: the phrase, keys on devices, and a mailbox if she likes. */
export function WaysInPage({ w, form, ways, clock, hasMail, done, name }: Props) {
  return (
    <div class="stack far">
      <Head title={w("ways.title")} />
      <Faults w={w} form={form} />
      {done && <Toast>{w(`ways.mailbox.${done}`)}</Toast>}
      <Card id="phrase" title={w("ways.phrase")}>
        <p>{w("ways.phrase.body")}</p>
        <form method="post" action="/me/ways-in/phrase">
          <Button kind="second">{w("ways.phrase.new")}</Button>
        </form>
      </Card>
      <Passkeys {...{ w, ways, clock }} />
      <PasskeyOffer name={name} words={offerWords(w)} />
      {(hasMail || ways.mailbox) && (
        <Card id="by-mail" title={w("ways.mailbox")}>
          <p>{ways.mailbox ? w("ways.mailbox.is", { mailbox: ways.mailbox }) : w("ways.mailbox.body")}</p>
          {ways.mailbox ? (
            <form method="post" action="/me/ways-in/mailbox/remove">
              <Button kind="second">{w("ways.mailbox.remove")}</Button>
            </form>
          ) : (
            <form class="stack" method="post" action="/me/ways-in/mailbox">
              <Mailbox w={w} form={form} hint="" />
              <Button kind="second">{w("ways.mailbox.add")}</Button>
            </form>
          )}
        </Card>
      )}
    </div>
  );
}

function Passkeys({ w, ways, clock }: Pick<Props, "w" | "ways" | "clock">) {
  return (
    <Card id="passkeys" title={w("ways.passkeys")}>
      {ways.passkeys.length === 0 && <p class="soft">{w("ways.passkeys.none")}</p>}
      {ways.passkeys.map(({ id, madeAt }) => (
        <EndLine key={id} action={`/me/ways-in/passkeys/${id}/remove`} label={w("ways.passkeys.remove")}>
          {madeAt && w("ways.passkeys.made", { day: clock.day(madeAt) })}
        </EndLine>
      ))}
    </Card>
  );
}

/** Opened from a letter; only the button, pressed while signed in, makes the mailbox hers. */
export function ConfirmMailboxPage({ w, form, action }: { w: PeopleWords; form: Form; action: string }) {
  return (
    <div class="stack">
      <Head title={w("ways.mailbox.confirm")} />
      <Faults w={w} form={form} />
      <form method="post" action={action} id="link">
        <Button isWide>{w("ways.mailbox.confirm.submit")}</Button>
      </form>
    </div>
  );
}
