import { Button, Card, EndLine, Head, Tag } from "#design";
import type { Session } from "#foundation/identity";
import type { Clock } from "#foundation/language";
import type { PeopleWords } from "../words/index.ts";

interface Props {
  w: PeopleWords;
  sessions: Session[];
  thisId: string;
  clock: Clock;
}

/** Every browser that is signed in as her, and a way to end each. */
export function SessionsPage({ w, sessions, thisId, clock }: Props) {
  return (
    <div class="stack">
      <Head title={w("sessions.title")} lead={w("sessions.lead")} />
      <Card id="sessions">
        {sessions.map(({ id, device, seenAt }) => (
          <EndLine
            key={id}
            action={`/me/sessions/${id}/end`}
            label={w("sessions.end")}
            note={w("sessions.seen", { when: clock.full(seenAt) })}
            instead={id === thisId ? <Tag kind="yours">{w("sessions.this")}</Tag> : undefined}
          >
            <b>{device ? <bdi>{device}</bdi> : w("sessions.unknown")}</b>
          </EndLine>
        ))}
      </Card>
      {sessions.some(({ id }) => id !== thisId) && (
        <form method="post" action="/me/sessions/end-others">
          <Button kind="second">{w("sessions.end-others")}</Button>
        </form>
      )}
    </div>
  );
}
