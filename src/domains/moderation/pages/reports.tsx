import { Button, Card, Choice, Choices, Code, Empty, Fieldset, Fold, Head, LinkButton, Notice, Tag, TextArea, type TagKind } from "#design";
import type { Clock } from "#foundation/language";
import type { Form } from "#foundation/pages";
import { REPORT_LETTERS, reasons, type Report } from "../report.ts";
import type { ModerationWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";

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
export function ReportPage({ w, clock, report, isNew, form }: Shown & { report: Report; isNew: boolean; form: Form }) {
  const state = stateOf(report);
  const isOpen = report.answeredAt === null;
  return (
    <div class="stack">
      <Head title={w("one.about", { alias: report.alias })} />
      {isNew && (
        <Notice kind="fine" title={w("one.sent")}>
          {w("one.sent.next")}
        </Notice>
      )}
      <Faults w={w} form={form} />
      {isOpen && !hasTold(report) && <More {...{ w, report, form }} />}
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
        {isOpen && hasTold(report) && (
          <Fold summary={w("more.change")} isOpen={Object.keys(form.faults).length > 0}>
            <More {...{ w, report, form }} />
          </Fold>
        )}
      </Card>
      <p>
        <LinkButton kind="quiet" href={`/spaces/${report.spaceId}`}>
          {w("one.to-room")}
        </LinkButton>
      </p>
    </div>
  );
}

const hasTold = ({ reason, words }: Report): boolean => reason !== "else" || words !== "";

/** What is wrong with it, for whoever wants to say: the report is sent already. */
function More({ w, report, form }: { w: ModerationWords; report: Report; form: Form }) {
  const chosen = form.typed["reason"] ?? (hasTold(report) ? report.reason : undefined);
  return (
    <form class="stack" method="post" action={`/reports/${report.id}`}>
      <Fieldset id="reason" legend={w("more.reason")} error={faultOf(form, "reason", w)}>
        {reasons.map((reason) => (
          <Choice key={reason} name="reason" value={reason} label={w(`reason.${reason}`)} isChosen={chosen === reason} />
        ))}
      </Fieldset>
      <TextArea
        name="words"
        label={w("more.words")}
        hint={w("more.words.hint")}
        value={form.typed["words"] ?? report.words}
        error={faultOf(form, "words", w)}
        maxLength={REPORT_LETTERS}
        rows={3}
      />
      <Button isWide>{w("more.submit")}</Button>
    </form>
  );
}
