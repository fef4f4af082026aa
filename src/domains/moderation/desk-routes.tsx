import { Hono } from "hono";
import { z } from "zod";
import { clock, paragraph } from "#foundation/language";
import { answer, emptyForm, page, visit, wantsJson, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { handOut } from "#domains/spaces";
import { besideReport, FileId, openBeside, reportFile } from "./beside.ts";
import { answerReport, claim, deskReport, deskReports } from "./desk.ts";
import { DeskPage, DeskReportPage } from "./pages/desk.tsx";
import { outcomes, REPORT_LETTERS, ReportId } from "./report.ts";
import { DeskStartPage } from "./pages/start.tsx";
import { desk } from "./start.ts";
import { waysFromDesk } from "./ways.ts";
import { words } from "./words/index.ts";

const one = { report: ReportId };
const Answered = z.object({ outcome: z.enum(outcomes, { error: "fault.choice" }), answer: paragraph(REPORT_LETTERS) });

async function showReport(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, as, locale, zone, params } = await visit(c, words, one);
  const [report, beside] = await as(async (tx) => [await deskReport(tx, params.report), await besideReport(tx, params.report)] as const);
  const content = <DeskReportPage {...{ w, form, report, beside }} clock={clock(locale, zone)} />;
  return page(c, { title: w("desk.title"), content, back: "/network/reports", isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

const ledTo = (c: Asked, path: string) => (wantsJson(c) ? c.json({ ok: true }) : c.redirect(path, 303));

/** For those who look after the network or a place in it; to everyone else there is nothing here. */
export const deskRoutes = new Hono<House>()
  .get("/desk", async (c) => {
    const { w, as, locale, zone } = await visit(c, words);
    const { resources, looks } = c.var;
    const shown = await as(async (tx) => ({ desk: await desk(tx), ways: await waysFromDesk(tx, locale, resources.ways.network) }));
    const content = <DeskStartPage w={w} {...shown} clock={clock(locale, zone)} isCovered={looks.cover !== null} />;
    return page(c, { title: w("start.title"), content, back: "/me" });
  })
  .get("/network/reports", async (c) => {
    const { w, as, locale, zone } = await visit(c, words);
    const after = c.req.query("after");
    const last = after === undefined ? undefined : ReportId.safeParse(after);
    if (last?.success === false) throw new Refusal("not-found", "There is nothing at this address.");
    const shown = await as((tx) => deskReports(tx, last?.data));
    const content = <DeskPage w={w} {...shown} isFirst={last === undefined} clock={clock(locale, zone)} />;
    return page(c, { title: w("desk.title"), content, back: "/desk", isNarrow: true });
  })
  .get("/network/reports/:report", (c) => showReport(c))
  .get("/network/reports/:report/files/:file", async (c) => {
    const { as, params } = await visit(c, words, { ...one, file: FileId });
    return handOut(c, await as((tx) => reportFile(tx, params.report, params.file)), "no-store");
  })
  .post("/network/reports/:report/open", async (c) => {
    const { as, params } = await visit(c, words, one);
    await as((tx) => openBeside(tx, params.report));
    return ledTo(c, `/network/reports/${params.report}`);
  })
  .post("/network/reports/:report/claim", async (c) => {
    const { as, params } = await visit(c, words, one);
    await as((tx) => claim(tx, params.report));
    return ledTo(c, `/network/reports/${params.report}`);
  })
  .post("/network/reports/:report/answer", async (c) => {
    const { as, params } = await visit(c, words, one);
    await as((tx) => deskReport(tx, params.report)); // what is not hers is not there, whatever she sends
    return await answer(
      c,
      Answered,
      (form) => showReport(c, form),
      async (answered) => {
        await as((tx) => answerReport(tx, params.report, answered));
        return ledTo(c, "/desk");
      },
    );
  });
