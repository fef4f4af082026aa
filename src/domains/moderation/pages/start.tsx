import { Card, Choice, Choices, Columns, Empty, Head, LinkButton, Section } from "#design";
import type { Clock } from "#foundation/language";
import type { Way } from "#foundation/pages";
import type { Desk, Next } from "../start.ts";
import type { ModerationWords } from "../words/index.ts";
import { State } from "./reports.tsx";

interface Props {
  w: ModerationWords;
  clock: Clock;
  desk: Desk;
  /** To what else is hers to look after, in other rooms too. */
  ways: Way[];
  /** A word stands where our name would: then no room is named either. */
  isCovered: boolean;
}

/** Keeps a room's title in its own direction, whatever stands beside it. */
const apart = (text: string) => `\u2068${text}\u2069`;

/** Where whoever looks after the network begins: what waits, what else there is, and what was done. */
export function DeskStartPage(props: Props) {
  const { w, desk } = props;
  return (
    <Columns side={<Others {...props} />}>
      {desk.waiting > 0 ? (
        <Waiting {...props} />
      ) : (
        <Empty drawing="kettle" title={w("start.none")} body={w("start.none.body")} isPage>
          <LinkButton kind="second" href={desk.done.length > 0 ? "/network/reports" : "/"}>
            {w(desk.done.length > 0 ? "start.all" : "mine.to-rooms")}
          </LinkButton>
        </Empty>
      )}
      <Done w={w} desk={desk} />
    </Columns>
  );
}

function Waiting(props: Props) {
  const { w, clock, desk, isCovered } = props;
  const { waiting, taken, since, next } = desk;
  const [first, ...others] = next;
  const whereAndWhen = ({ title, madeAt }: Next) => `${isCovered ? "" : `${apart(title)} · `}${clock.full(madeAt)}`;
  return (
    <div class="stack">
      <Head title={w("start.waiting", { count: waiting })} lead={since ? w("start.since", { when: clock.full(since) }) : undefined} />
      {taken > 0 && <p>{w("start.taken", { count: taken })}</p>}
      {first && (
        <Card hasWeave kicker={w("start.next")} title={w(`reason.${first.reason}`)}>
          <p class="soft">{whereAndWhen(first)}</p>
          <p class="row">
            <LinkButton href={`/network/reports/${first.id}`}>{w("start.open")}</LinkButton>
            <Waits w={w} of={first} />
          </p>
        </Card>
      )}
      {others.length > 0 && (
        <Choices label={w("start.then")}>
          {others.map((report) => (
            <Choice key={report.id} href={`/network/reports/${report.id}`} icon="flag" hint={whereAndWhen(report)}>
              {w(`reason.${report.reason}`)} <Waits w={w} of={report} />
            </Choice>
          ))}
        </Choices>
      )}
      <p>
        <LinkButton kind="quiet" href="/network/reports">
          {w("start.all")}
        </LinkButton>
      </p>
    </div>
  );
}

/** Whether someone looks at it; that it was sent goes without saying here. */
const Waits = ({ w, of }: { w: ModerationWords; of: Next }) =>
  of.claimedAt && <State w={w} of={{ ...of, answeredAt: null, outcome: null }} />;

function Others({ w, ways }: Pick<Props, "w" | "ways">) {
  if (ways.length === 0) return null;
  return (
    <Section id="others" title={w("start.others")}>
      <Choices label={w("start.others")}>
        {ways.map(({ href, icon, label, hint }) => (
          <Choice key={href} {...{ href, icon, label, hint }} />
        ))}
      </Choices>
    </Section>
  );
}

function Done({ w, desk: { done } }: Pick<Props, "w" | "desk">) {
  return (
    <Card id="done" title={w("start.done")}>
      {done.length === 0 && <p class="soft">{w("start.done.none")}</p>}
      {done.map(({ outcome, count }) => (
        <p key={outcome}>{w(`did.${outcome}`, { count })}</p>
      ))}
    </Card>
  );
}
