import { Hono } from "hono";
import { z } from "zod";
import { MessageId, SpaceId } from "#domains/spaces";
import { clock, paragraph } from "#foundation/language";
import { answer, bodyOf, emptyForm, faultsOf, page, visit, wantsJson, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { ReportPage, ReportsPage } from "./pages/reports.tsx";
import { REPORT_LETTERS, report, ReportId, reportOfHers, reasons, reportsOfHers, tellMore } from "./report.ts";
import { words } from "./words/index.ts";

const more = z.preprocess((typed) => typed ?? "", paragraph(REPORT_LETTERS, 0));
/** She need not say why: what she points at is a report. */
const Reported = z.object({ reason: z.enum(reasons).default("else"), words: more });
const More = z.object({ reason: z.enum(reasons, { error: "fault.choice" }), words: more });

async function showReport(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, as, locale, zone, params } = await visit(c, words, { report: ReportId });
  const shown = await as((tx) => reportOfHers(tx, params.report));
  const content = <ReportPage {...{ w, form }} report={shown} clock={clock(locale, zone)} isNew={c.req.query("sent") !== undefined} />;
  return page(c, { title: w("one.title"), content, back: "/reports", isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

/** Reporting a message, saying more about it, and following what becomes of it. */
export const reportRoutes = new Hono<House>()
  .post("/spaces/:id/messages/:message/report", async (c) => {
    const { as, params } = await visit(c, words, { id: SpaceId, message: MessageId });
    const reported = Reported.safeParse(await bodyOf(c));
    if (!reported.success) throw new Refusal("invalid", "This report cannot be read.", { faults: faultsOf(reported.error) });
    const id = await as((tx) => report(tx, params.id, params.message, reported.data));
    return wantsJson(c) ? c.json({ id }) : c.redirect(`/reports/${id}?sent`, 303);
  })
  .get("/reports", async (c) => {
    const { w, as, locale, zone } = await visit(c, words);
    const content = <ReportsPage w={w} reports={await as(reportsOfHers)} clock={clock(locale, zone)} />;
    return page(c, { title: w("mine.title"), content, back: "/me", isNarrow: true });
  })
  .get("/reports/:report", (c) => showReport(c))
  .post("/reports/:report", async (c) => {
    const { as, params } = await visit(c, words, { report: ReportId });
    return await answer(
      c,
      More,
      (form) => showReport(c, form),
      async (told) => {
        await as((tx) => tellMore(tx, params.report, told));
        return wantsJson(c) ? c.json({ id: params.report }) : c.redirect(`/reports/${params.report}`, 303);
      },
    );
  });
