import { Card, Choice, Choices, Code, Empty, Head, LinkButton, Notice, Tag, type TagKind } from "#design";
import type { Clock } from "#foundation/language";
import type { Report } from "../report.ts";
import type { ModerationWords } from "../words/index.ts";

interface Shown {
  w: ModerationWords;
  clock: Clock;
}
type Moment = Pick<Report, "claimedAt" | "answeredAt" | "outcome">;

const KINDS: Record<"sent" | "seen" | "done", TagKind> = { sent: "plain", seen: "watch", done: "fine" };
const stateOf = ({ claimedAt, answeredAt }: Moment) => (answeredAt ? "done" : claimedAt ? "seen" : "sent");

/** Where a report is, in a word. */
export function State({ w, of }: { w: ModerationWords; of: Moment }) {
  const state = stateOf(of);
  return <Tag kind={KINDS[state]}>{of.outcome ? w(`outcome.${of.outcome}`) : w(`state.${state}`)}</Tag>;
}

/** The number in two groups, so that it can be read aloud and noted. */
export const grouped = (number: number): string[] => [`${number}`.slice(0, 4), `${number}`.slice(4)];

/** All that she reported. */
export function ReportsPage({ w, clock, reports }: Shown & { reports: Report[] }) {
  if (reports.length === 0)
    return (
      <Empty drawing="table" title={w("mine.title")} body={w("mine.none")} isPage>
        <LinkButton kind="second" href="/">
          {w("mine.to-rooms")}
        </LinkButton>
      </Empty>
    );
  return (
    <div class="stack">
      <Head title={w("mine.title")} lead={w("mine.lead")} />
      <Choices label={w("mine.title")}>
        {reports.map((report) => (
          <Choice
            key={report.id}
            href={`/reports/${report.id}`}
            icon="flag"
            hint={`${grouped(report.number).join("\u00a0")} · ${clock.full(report.madeAt)}`}
          >
            {w("one.about", { alias: report.alias })} <State w={w} of={report} />
          </Choice>
        ))}
      </Choices>
    </div>
  );
}

/** One report of hers: the receipt, where it is, and the answer when there is one. */
export function ReportPage({ w, clock, report, isNew }: Shown & { report: Report; isNew: boolean }) {
  const state = stateOf(report);
  return (
    <div class="stack">
      <Head title={w("one.about", { alias: report.alias })} />
      {isNew && (
        <Notice kind="fine" title={w("one.sent")}>
          {w("one.sent.next")}
        </Notice>
      )}
      <Card id="receipt" title={w("one.number")}>
        <Code groups={grouped(report.number)} />
        <p class="soft small">{w("one.number.hint")}</p>
      </Card>
      <Card id="state" title={w("one.state")}>
        <p>
          <State w={w} of={report} />
        </p>
        <p>{w(`state.${state}.body`)}</p>
        {report.answer && <blockquote dir="auto">{report.answer}</blockquote>}
        {report.answeredAt && <p class="soft small">{clock.full(report.answeredAt)}</p>}
      </Card>
      <Card id="told" title={w("one.told")}>
        <p>{w(`reason.${report.reason}`)}</p>
        {report.words && <blockquote dir="auto">{report.words}</blockquote>}
        <p class="soft small">{clock.full(report.madeAt)}</p>
      </Card>
    </div>
  );
}
