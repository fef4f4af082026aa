import { Hono } from "hono";
import { z } from "zod";
import { answer, emptyForm, page, visit, wantsJson, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { isSteward } from "#domains/people";
import { confirmNumber, correctNumber, Entering, enterNumber, NumberId, numberOf, numbers, withdrawNumber } from "./number.ts";
import { NewNumberPage, NumberPage } from "./pages/number.tsx";
import { NumbersPage } from "./pages/numbers.tsx";
import { words } from "./words/index.ts";

const LIST = "/network/numbers";
const one = { number: NumberId };
const Called = z.object({ phone: z.string({ error: "fault.changed" }) });

/** A page that is there for stewards only; for everyone else there is nothing at its address. */
async function stewardsVisit<Shape extends z.ZodRawShape>(c: Asked, shape: Shape) {
  const visitor = await visit(c, words, shape);
  if (!(await visitor.as(isSteward))) throw new Refusal("not-found", "There is nothing at this address.");
  return visitor;
}

async function showNew(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, locale } = await stewardsVisit(c, {});
  const content = <NewNumberPage {...{ w, locale, form }} />;
  return page(c, { title: w("number.new"), content, back: LIST, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

async function showNumber(c: Asked, form: Form = emptyForm): Promise<Response> {
  const { w, locale, as, params } = await stewardsVisit(c, one);
  const number = await as((tx) => numberOf(tx, params.number));
  const content = <NumberPage {...{ w, locale, form, number }} isConfirmed={c.req.query("confirmed") !== undefined} />;
  return page(c, { title: w("numbers.title"), content, back: LIST, isNarrow: true, status: form === emptyForm ? 200 : 422 });
}

const ledTo = (c: Asked, path: string) => (wantsJson(c) ? c.json({ ok: true }) : c.redirect(path, 303));

/** For stewards: entering numbers of help, correcting, confirming and taking them out. */
export const numberRoutes = new Hono<House>()
  .get(LIST, async (c) => {
    const { w, locale, as } = await stewardsVisit(c, {});
    const content = <NumbersPage {...{ w, locale }} numbers={await as(numbers)} isDone={c.req.query("done") !== undefined} />;
    return page(c, { title: w("numbers.title"), content, back: "/network", isNarrow: true });
  })
  .post(LIST, async (c) => {
    const { as } = await stewardsVisit(c, {});
    return await answer(
      c,
      Entering,
      (form) => showNew(c, form),
      async (entered) => ledTo(c, `${LIST}/${await as((tx) => enterNumber(tx, entered))}`),
    );
  })
  .get(`${LIST}/new`, (c) => showNew(c))
  .get(`${LIST}/:number`, (c) => showNumber(c))
  .post(`${LIST}/:number`, async (c) => {
    const { as, params } = await stewardsVisit(c, one);
    await as((tx) => numberOf(tx, params.number));
    return await answer(
      c,
      Entering,
      (form) => showNumber(c, form),
      async (entered) => {
        await as((tx) => correctNumber(tx, params.number, entered));
        return ledTo(c, `${LIST}/${params.number}`);
      },
    );
  })
  .post(`${LIST}/:number/confirm`, async (c) => {
    const { as, params } = await stewardsVisit(c, one);
    await as((tx) => numberOf(tx, params.number));
    return await answer(
      c,
      Called,
      ({ faults }) => showNumber(c, { typed: {}, faults }),
      async ({ phone }) => {
        await as((tx) => confirmNumber(tx, params.number, phone));
        return ledTo(c, `${LIST}/${params.number}?confirmed`);
      },
    );
  })
  .post(`${LIST}/:number/end`, async (c) => {
    const { as, params } = await stewardsVisit(c, one);
    await as((tx) => withdrawNumber(tx, params.number));
    return ledTo(c, `${LIST}?done`);
  });
