import { Hono } from "hono";
import { z } from "zod";
import { mailboxOf } from "#foundation/identity";
import { clock } from "#foundation/language";
import { answer, page, visit, wantsJson, type Asked, type Form, type House } from "#foundation/pages";
import { Refusal } from "#foundation/refusal";
import { keyFor } from "#foundation/sealing";
import { choose, Chosen, myChoice, myZone, tellDevices, type Choice } from "./choice.ts";
import { endDevice, keepDevice, myDevices } from "./device.ts";
import { seeAll, waitingForMe } from "./list.ts";
import { ListPage } from "./pages/list.tsx";
import { SettlePage } from "./pages/settle.tsx";
import PushHere from "./parts/push-here.island.tsx";
import { Subscription, type Push } from "./push.ts";
import { words } from "./words/index.ts";

/** A browser's subscription, as a form could send it too. */
export const Subscribed = z
  .object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() })
  .transform(({ endpoint, ...keys }) => ({ endpoint, keys }))
  .pipe(Subscription);

const ledOn = (c: Asked, path: string) => (wantsJson(c) ? c.json({ ok: true }) : c.redirect(path, 303));

const typedOf = (choice: Choice): Record<string, string> => ({
  ...(choice.byPush ? { push: "yes" } : {}),
  ...(choice.byMail ? { mail: "yes" } : {}),
  pace: choice.pace,
  first: `${choice.firstHour}`,
  second: `${choice.secondHour}`,
  weekday: `${choice.weekday}`,
  from: `${choice.quietFrom}`,
  to: `${choice.quietTo}`,
  most: `${choice.mostADay}`,
});

/** What is new for her, and how she is told. */
export const notificationRoutes = (push: Push) =>
  new Hono<House>()
    .get("/news", async (c) => {
      const { w, as, locale, zone } = await visit(c, words);
      const waiting = await as((tx) => waitingForMe(tx));
      const content = <ListPage {...{ w, waiting }} clock={clock(locale, zone)} now={new Date()} isCovered={c.var.looks.cover !== null} />;
      return page(c, { title: w("list.title"), content, back: "/me", isNarrow: true });
    })
    .post("/news/seen", async (c) => {
      await (await visit(c, words)).as(seeAll);
      return ledOn(c, "/news");
    })
    .get("/me/news", (c) => settle(c, push))
    .post("/me/news", async (c) => {
      const { as, personId } = await visit(c, words);
      const done = async (chosen: z.infer<typeof Chosen>) => {
        await as((tx) => choose(tx, personId, chosen));
        return ledOn(c, "/me/news?done");
      };
      return await answer(c, Chosen, (form) => settle(c, push, form), done);
    })
    .post("/me/news/devices", async (c) => {
      const { as, personId, sessionId } = await visit(c, words);
      const { db, secret } = c.var.resources;
      const done = async (subscription: Subscription) => {
        if (!push.knows(subscription.endpoint))
          throw new Refusal("invalid", "This push service is not known here.", { faults: { endpoint: "fault.choice" } });
        await keepDevice(db, keyFor(secret, "devices"), { personId, sessionId }, subscription);
        await as((tx) => tellDevices(tx, personId));
        return ledOn(c, "/me/news");
      };
      return await answer(c, Subscribed, (form) => settle(c, push, form), done);
    })
    .post("/me/news/devices/:id/end", async (c) => {
      const { as, params } = await visit(c, words, { id: z.uuid() });
      await as((tx) => endDevice(tx, params.id));
      return ledOn(c, "/me/news");
    });

async function settle(c: Asked, push: Push, form?: Form): Promise<Response> {
  const { w, as, personId, sessionId, locale } = await visit(c, words);
  const { db, hasMail } = c.var.resources;
  const hers = await as(async (tx) => ({ choice: await myChoice(tx), devices: await myDevices(tx, sessionId), zone: await myZone(tx) }));
  const mail = !hasMail ? "none" : (await mailboxOf(db, personId)) === undefined ? "no-mailbox" : "ready";
  const { zone } = hers;
  const said = { offer: w("here.offer"), done: w("here.done"), denied: w("here.denied"), failed: w("here.failed") };
  const content = (
    <SettlePage
      {...{ w, locale, zone, mail }}
      form={form ?? { typed: typedOf(hers.choice), faults: {} }}
      devices={hers.devices}
      clock={clock(locale, zone)}
      hours={clock(locale, "UTC")}
      time={clock(locale, zone).time(new Date())}
      isSaved={c.req.query("done") !== undefined}
      here={<PushHere publicKey={push.publicKey} isTold={hers.devices.some(({ isThis }) => isThis)} words={said} />}
    />
  );
  return page(c, { title: w("settle.title"), content, back: "/me", isNarrow: true, status: form ? 422 : 200 });
}
