import type { ComponentChildren } from "preact";
import { Button, Card, Choice, ErrorSummary, Fieldset, Fold, Head, Notice, Select, Tick, Toast } from "#design";
import type { Clock, Locale } from "#foundation/language";
import type { Form } from "#foundation/pages";
import { paces } from "../choice.ts";
import type { Device } from "../device.ts";
import type { NotificationWords } from "../words/index.ts";

interface Props {
  w: NotificationWords;
  form: Form;
  locale: Locale;
  clock: Clock;
  /** Says whole hours, which are nobody's zone. */
  hours: Clock;
  /** Her time zone, and what her clock shows in it. */
  zone: string;
  time: string;
  devices: Device[];
  /** Whether letters can be sent at all, and whether she has a mailbox. */
  mail: "none" | "no-mailbox" | "ready";
  isSaved: boolean;
  /** What makes this device one that is told; empty without script. */
  here: ComponentChildren;
}

const HOUR_MS = 3_600_000;
const MONDAY = Date.UTC(2024, 0, 1);
const MOST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Where, when, and when not. */
export function SettlePage(props: Props) {
  const { w, form, isSaved } = props;
  const faults = Object.keys(form.faults).map((field) => ({ href: `#${field}`, text: w("fault.choice") }));
  return (
    <div class="stack">
      <Head title={w("settle.title")} lead={w("settle.lead")} />
      {faults.length > 0 && <ErrorSummary title={w("fault.summary")} faults={faults} />}
      {isSaved && <Toast>{w("settle.saved")}</Toast>}
      <form class="stack" method="post" action="/me/news">
        <Where {...props} />
        <When {...props} />
        <Quiet {...props} />
        <Button>{w("settle.submit")}</Button>
      </form>
      <Devices {...props} />
    </div>
  );
}

const errorOf = ({ w, form }: Props, field: string) => (form.faults[field] === undefined ? undefined : w("fault.choice"));

function Where({ w, form, mail }: Props) {
  return (
    <Fieldset id="where" legend={w("settle.where")} hint={w("settle.where.hint")}>
      <Tick name="push" label={w("settle.push")} hint={w("settle.push.hint")} isTicked={form.typed["push"] === "yes"} />
      {mail === "ready" && <Tick name="mail" label={w("settle.mail")} isTicked={form.typed["mail"] === "yes"} />}
      {mail === "no-mailbox" && (
        <p class="soft small">
          <a class="link" href="/me/ways-in">
            {w("settle.mail.none")}
          </a>
        </p>
      )}
    </Fieldset>
  );
}

function When(props: Props) {
  const { w, form, locale } = props;
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const days = [1, 2, 3, 4, 5, 6, 7].map((number) => ({ value: `${number}`, label: day.format(MONDAY + (number - 1) * 24 * HOUR_MS) }));
  const hasFault = ["first", "second", "weekday"].some((field) => field in form.faults);
  return (
    <>
      <Fieldset id="pace" legend={w("settle.pace")} error={errorOf(props, "pace")}>
        {paces.map((pace) => (
          <Choice
            key={pace}
            name="pace"
            value={pace}
            label={w(`settle.pace.${pace}`)}
            hint={w(`settle.pace.${pace}.hint`)}
            isChosen={form.typed["pace"] === pace}
          />
        ))}
      </Fieldset>
      <Fold summary={w("settle.hours")} isOpen={form.typed["pace"] !== "now" || hasFault}>
        <Hour {...props} name="first" label={w("settle.first")} />
        <Hour {...props} name="second" label={w("settle.second")} />
        <Select name="weekday" label={w("settle.weekday")} options={days} value={form.typed["weekday"]} error={errorOf(props, "weekday")} />
      </Fold>
      <Select
        name="most"
        label={w("settle.most")}
        options={MOST.map((count) => ({ value: `${count}`, label: count.toLocaleString(locale) }))}
        value={form.typed["most"]}
        error={errorOf(props, "most")}
      />
    </>
  );
}

function Quiet(props: Props) {
  const { w, zone, time } = props;
  return (
    <Fieldset id="quiet" legend={w("settle.quiet")} hint={w("settle.quiet.hint")}>
      <Hour {...props} name="from" label={w("settle.from")} />
      <Hour {...props} name="to" label={w("settle.to")} />
      <Notice icon="clock" title={w("settle.zone", { zone: `\u2068${zone.replaceAll("_", " ")}\u2069`, time })}>
        <p>
          <a class="link" href="/me/look">
            {w("settle.zone.change")}
          </a>
        </p>
      </Notice>
    </Fieldset>
  );
}

function Hour(props: Props & { name: string; label: string }) {
  const { form, hours, name, label } = props;
  const all = Array.from({ length: 24 }, (_, hour) => ({ value: `${hour}`, label: hours.time(new Date(MONDAY + hour * HOUR_MS)) }));
  return <Select {...{ name, label }} options={all} value={form.typed[name]} error={errorOf(props, name)} />;
}

function Devices({ w, devices, clock, here }: Props) {
  return (
    <Card id="devices" title={w("devices.title")}>
      {devices.length === 0 && <p class="soft">{w("devices.none")}</p>}
      {devices.map(({ id, madeAt, isThis }) => (
        <form key={id} class="row apart" method="post" action={`/me/news/devices/${id}/end`}>
          <span>{w(isThis ? "devices.this" : "devices.since", { when: clock.full(madeAt) })}</span>
          <Button kind="second">{w("devices.end")}</Button>
        </form>
      ))}
      {here}
      <p class="soft small">{w("devices.carried")}</p>
    </Card>
  );
}
