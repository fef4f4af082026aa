import { Button, Card, Choice, Choices, Empty, Fieldset, Head, LinkButton, Notice, TextArea } from "#design";
import type { Clock } from "#foundation/language";
import type { Form } from "#foundation/pages";
import type { Beside } from "../beside.ts";
import type { DeskReport } from "../desk.ts";
import { outcomes, REPORT_LETTERS, type Outcome } from "../report.ts";
import type { ModerationWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";
import { Reported } from "./reported-files.tsx";
import { grouped, State } from "./reports.tsx";

interface Shown {
  w: ModerationWords;
  clock: Clock;
}

/** Keeps a room's title in its own direction, whatever stands beside it. */
const apart = (text: string) => `\u2068${text}\u2069`;

interface List extends Shown {
  reports: DeskReport[];
  hasMore: boolean;
  isFirst: boolean;
}

/** What was reported, those that wait first. The words stand on each report's own page: she opens them when she is ready. */
export function DeskPage({ w, clock, reports, hasMore, isFirst }: List) {
  if (reports.length === 0)
    return (
      <Empty drawing="kettle" title={w("desk.title")} body={w(isFirst ? "desk.none" : "desk.end")} isPage>
        <LinkButton kind="second" href={isFirst ? "/" : "/network/reports"}>
          {w(isFirst ? "mine.to-rooms" : "desk.first")}
        </LinkButton>
      </Empty>
    );
  return (
    <div class="stack">
      <Head title={w("desk.title")} lead={w("desk.lead")} />
      <Choices label={w("desk.title")}>
        {reports.map((report) => (
          <Choice
            key={report.id}
            href={`/network/reports/${report.id}`}
            icon="flag"
            hint={`${apart(report.title)} · ${clock.full(report.madeAt)}`}
          >
            {w(`reason.${report.reason}`)} <State w={w} of={report} />
          </Choice>
        ))}
      </Choices>
      {hasMore && (
        <LinkButton kind="second" href={`/network/reports?after=${reports.at(-1)!.id}`}>
          {w("desk.more")}
        </LinkButton>
      )}
    </div>
  );
}

interface One extends Shown {
  report: DeskReport;
  beside: Beside;
  form: Form;
}

/** One report, what was said, and how it is answered. */
export function DeskReportPage({ w, clock, report, beside, form }: One) {
  const { alias, reporter, said, title } = report;
  return (
    <div class="stack">
      <Head title={w(`reason.${report.reason}`)} lead={w("desk.from", { reporter, room: title })} />
      <p class="row">
        <State w={w} of={report} />
        <span class="soft small">
          <bdi dir="ltr">{grouped(report.number).join(" ")}</bdi> · {clock.full(report.madeAt)}
        </span>
      </p>
      <Faults w={w} form={form} />
      <Card id="said" title={w("desk.said", { alias })}>
        {said ? <blockquote dir="auto">{said}</blockquote> : <p class="soft">{w("desk.no-words")}</p>}
        <p class="soft small">{clock.full(report.saidAt)}</p>
        {report.isGone && <p>{w("desk.gone")}</p>}
        <Reported {...{ w, report, beside }} />
      </Card>
      {report.words && (
        <Card id="more" title={w("desk.words", { reporter })}>
          <blockquote dir="auto">{report.words}</blockquote>
        </Card>
      )}
      {report.answer === null ? <Answering {...{ w, report, form }} /> : <Answered {...{ w, clock, report }} />}
    </div>
  );
}

function Answering({ w, report, form }: Pick<One, "w" | "report" | "form">) {
  const { alias, reporter } = report;
  const canDo: Record<Outcome, boolean> = { kept: true, removed: !report.isGone, "person-removed": report.isHere, nothing: true };
  const here = `/network/reports/${report.id}`;
  return (
    <>
      {report.claimedAt === null && (
        <form class="stack close" method="post" action={`${here}/claim`}>
          <p class="soft">{w("desk.claim.hint", { reporter })}</p>
          <Button kind="second">{w("desk.claim")}</Button>
        </form>
      )}
      {report.claimedAt !== null && !report.isMine && <Notice kind="watch" title={w("desk.claimed")} />}
      <form class="stack" method="post" action={`${here}/answer`}>
        <Fieldset id="outcome" legend={w("desk.outcome")} error={faultOf(form, "outcome", w)}>
          {outcomes
            .filter((outcome) => canDo[outcome])
            .map((outcome) => (
              <Choice
                key={outcome}
                name="outcome"
                value={outcome}
                label={w(`do.${outcome}`, { alias })}
                isChosen={form.typed["outcome"] === outcome}
              />
            ))}
        </Fieldset>
        <TextArea
          name="answer"
          label={w("desk.answer", { reporter })}
          hint={w("desk.answer.hint", { reporter })}
          value={form.typed["answer"]}
          error={faultOf(form, "answer", w)}
          maxLength={REPORT_LETTERS}
          rows={4}
          required
        />
        <Button isWide>{w("desk.submit")}</Button>
      </form>
    </>
  );
}

function Answered({ w, clock, report }: Pick<One, "w" | "clock" | "report">) {
  return (
    <Card id="answer" title={w("desk.answered")}>
      <blockquote dir="auto">{report.answer}</blockquote>
      {report.answeredAt && <p class="soft small">{clock.full(report.answeredAt)}</p>}
    </Card>
  );
}
