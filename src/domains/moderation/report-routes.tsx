import { Hono } from "hono";
import { z } from "zod";
import { authorOf, hiddenIn, hide, MessageId, SpaceId, spaceSeen, type MemberId } from "#domains/spaces";
import { clock, paragraph } from "#foundation/language";
import { answer, emptyForm, page, visit, wantsJson, type Asked, type Form, type House, type Visit } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { ReportFormPage } from "./pages/report-form.tsx";
import { ReportPage, ReportsPage } from "./pages/reports.tsx";
import { REPORT_LETTERS, report, ReportId, reportOfHers, reasons, reportsOfHers } from "./report.ts";
import { words, type ModerationWords } from "./words/index.ts";

const one = { id: SpaceId, message: MessageId };
const Reported = z.object({
  reason: z.enum(reasons, { error: "fault.choice" }),
  words: z.preprocess((typed) => typed ?? "", paragraph(REPORT_LETTERS, 0)),
  hide: z.literal("yes").optional(),
});
type Here = Visit<ModerationWords, { id: SpaceId; message: MessageId }>;

async function showForm(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, as, params } = await visit(c, words, one);
  const shown = await as(async (tx) => {
    const space = await spaceSeen(tx, params.id);
    const { member, alias } = await authorOf(tx, params.id, params.message);
    if (member === space.memberId) throw new Refusal("not-found", "There is nobody else to report.");
    const isHidden = (await hiddenIn(tx, space)).some(({ id }) => id === member);
    return { alias, isHidden, isClosed: space.kind === "circle" || space.kind === "pair" };
  });
  const here = `/spaces/${params.id}/messages/${params.message}`;
  const content = <ReportFormPage {...{ w, form, ...shown }} action={`${here}/report`} />;
  return page(c, { title: w("form.bar"), content, back: here, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

/** A report is kept even where two hundred people are hidden already, so hiding is a piece of work of its own. */
async function hideToo({ as, params }: Here): Promise<void> {
  try {
    await as(async (tx) => {
      const { member }: { member: MemberId } = await authorOf(tx, params.id, params.message);
      await hide(tx, await spaceSeen(tx, params.id), member);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Reporting a message, and following what becomes of it. */
export const reportRoutes = new Hono<House>()
  .get("/spaces/:id/messages/:message/report", (c) => showForm(c))
  .post("/spaces/:id/messages/:message/report", async (c) => {
    const here = await visit(c, words, one);
    const { as, params } = here;
    return await answer(
      c,
      Reported,
      (form) => showForm(c, form),
      async ({ hide: wantsHidden, ...reported }) => {
        const id = await as((tx) => report(tx, params.id, params.message, reported));
        if (wantsHidden) await hideToo(here);
        return wantsJson(c) ? c.json({ id }) : c.redirect(`/reports/${id}?sent`, 303);
      },
    );
  })
  .get("/reports", async (c) => {
    const { w, as, locale, zone } = await visit(c, words);
    const content = <ReportsPage w={w} reports={await as(reportsOfHers)} clock={clock(locale, zone)} />;
    return page(c, { title: w("mine.title"), content, back: "/me", isNarrow: true });
  })
  .get("/reports/:report", async (c) => {
    const { w, as, locale, zone, params } = await visit(c, words, { report: ReportId });
    const shown = await as((tx) => reportOfHers(tx, params.report));
    const content = <ReportPage w={w} report={shown} clock={clock(locale, zone)} isNew={c.req.query("sent") !== undefined} />;
    return page(c, { title: w("one.title"), content, back: "/reports", isNarrow: true });
  });
