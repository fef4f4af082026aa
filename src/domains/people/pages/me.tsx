import { Button, Choice, Choices, Head, LinkButton, Notice } from "#design";
import type { Way } from "#foundation/pages";
import type { PeopleWords } from "../words/index.ts";

interface Props {
  w: PeopleWords;
  isSteward: boolean;
  hasSeenNotice: boolean;
  ways: Way[];
}

/** Everything that is hers to settle, each on a page of its own. */
export function MePage({ w, isSteward, hasSeenNotice, ways }: Props) {
  return (
    <div class="stack far">
      <Head title={w("me.title")} />
      {!hasSeenNotice && <Notice kind="watch" icon="info" title={<NewNotice w={w} />} />}
      <Choices label={w("me.title")}>
        {ways
          .filter(({ isFirst }) => isFirst)
          .map((way) => (
            <Leading key={way.href} {...way} />
          ))}
        <Choice href="/me/look" icon="language" label={w("me.look")} />
        <Choice href="/me/ways-in" icon="key" label={w("me.ways")} />
        <Choice href="/me/sessions" icon="phone" label={w("me.sessions")} />
        <Choice href="/me/tokens" icon="link" label={w("me.tokens")} />
        <Choice href="/keys" icon="list" label={w("me.keys")} />
        <Choice href="/notice" icon="shield" label={w("me.notice")} />
        {isSteward && <Choice href="/network" icon="groups" label={w("me.network")} />}
        {ways
          .filter(({ isFirst }) => !isFirst)
          .map((way) => (
            <Leading key={way.href} {...way} />
          ))}
      </Choices>
      <form class="stack close" method="post" action="/me/sign-out">
        <Button kind="second">{w("me.sign-out")}</Button>
        <p class="soft small">{w("me.sign-out.hint")}</p>
      </form>
    </div>
  );
}

const Leading = ({ href, icon, label, hint }: Way) => <Choice {...{ href, icon, label, hint }} />;

const NewNotice = ({ w }: { w: PeopleWords }) => (
  <span>
    {w("notice.new")} <a href="/notice">{w("notice.read")}</a>
  </span>
);

/** Changing how one comes in asks for a sign-in of the last day. */
export function StalePage({ w, next }: { w: PeopleWords; next: string }) {
  return (
    <div class="stack">
      <Head title={w("ways.stale.title")} lead={w("ways.stale.body")} />
      <p>
        <LinkButton href={`/enter?next=${encodeURIComponent(next)}`}>{w("ways.stale.enter")}</LinkButton>
      </p>
    </div>
  );
}
