import { Button, Choice, Choices, Empty, Head, LinkButton } from "#design";
import type { Clock } from "#foundation/language";
import type { Waiting } from "../list.ts";
import type { NotificationWords } from "../words/index.ts";

interface Props {
  w: NotificationWords;
  waiting: Waiting[];
  clock: Clock;
  now: Date;
  /** A word stands where our name would: then no room is named either. */
  isCovered: boolean;
}

const ICONS = { room: "groups", offer: "invite", asked: "door", report: "flag" } as const;

/** Everything that waits for her, each line a way to it. */
export function ListPage({ w, waiting, clock, now, isCovered }: Props) {
  const settle = <LinkButton href="/me/news">{w("list.settle")}</LinkButton>;
  if (waiting.length === 0)
    return (
      <Empty drawing="window" title={w("list.title")} body={w("list.none")} isPage>
        {settle}
      </Empty>
    );
  return (
    <div class="stack">
      <Head title={w("list.title")} lead={w("list.lead")} />
      <Choices label={w("list.title")}>
        {waiting.map((one) => (
          <Choice
            key={`${one.kind} ${one.subject}`}
            href={hrefOf(one)}
            icon={one.isNamed ? "mention" : ICONS[one.kind]}
            label={saidOf(one, w, isCovered)}
            hint={clock.short(one.since, now)}
          />
        ))}
      </Choices>
      <form method="post" action="/news/seen">
        <Button kind="second">{w("list.seen")}</Button>
      </form>
      <p>
        <a class="link" href="/me/news">
          {w("list.settle")}
        </a>
      </p>
    </div>
  );
}

function hrefOf({ kind, subject }: Waiting): string {
  if (kind === "room") return `/spaces/${subject}#new`;
  if (kind === "asked") return `/spaces/${subject}/about`;
  return kind === "report" ? `/reports/${subject}` : "/";
}

function saidOf({ kind, isNamed, room }: Waiting, w: NotificationWords, isCovered: boolean): string {
  if (kind === "offer") return w("offer.new");
  if (kind === "report") return w("report.new");
  if (isCovered || room === undefined) return w(kind === "room" ? "room.covered" : "asked.covered");
  const title = { room: `\u2068${room}\u2069` };
  return kind === "asked" ? w("asked.new", title) : w(isNamed ? "room.named" : "room.new", title);
}
