import { Button, Card, Empty, Field, Head, LinkButton, Notice } from "#design";
import type { Form } from "#foundation/pages";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";
import { NoticeWords } from "./notice.tsx";

const LEADS = ["diagnosed", "waiting", "someone"] as const;

interface Props {
  w: PeopleWords;
  form: Form;
  next: string;
  pass: string;
  /** Which way she came from the first page; it is said to her and kept nowhere. */
  as: string;
}

/** The only page between a stranger and a place here: what happens with her words, and a name. */
export function JoinPage({ w, form, next, pass, as }: Props) {
  const lead = LEADS.find((one) => one === as) ?? "none";
  return (
    <div class="stack">
      <Head title={w("join.title")} lead={w(`join.lead.${lead}`)} />
      <Faults w={w} form={form} />
      <form class="stack" method="post" action="/join">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="pass" value={pass} />
        <Field
          name="alias"
          label={w("join.alias")}
          hint={w("join.alias.hint")}
          value={form.typed["alias"]}
          error={faultOf(form, "alias", w)}
          maxLength={40}
          autocomplete="off"
          required
        />
        <Card id="notice" title={w("notice.title")}>
          <NoticeWords w={w} />
          <Notice kind="unsure" title={w("notice.unsure")} />
        </Card>
        <Button isWide>{w("join.submit")}</Button>
      </form>
      <p>
        <a class="link" href={`/enter?next=${encodeURIComponent(next)}`}>
          {w("join.back")}
        </a>
      </p>
    </div>
  );
}

/** A door that is not open to everyone says so, and says it is still open to those who have been here. */
export function QuietDoorPage({ w, door, next }: { w: PeopleWords; door: "invitation" | "closed"; next: string }) {
  return (
    <Empty drawing="door" title={w(`join.${door}.title`)} body={w(`join.${door}.body`)} isPage>
      <LinkButton href={`/enter?next=${encodeURIComponent(next)}`}>{w("welcome.back")}</LinkButton>
    </Empty>
  );
}
