import { Button, Card, Field, Icon, TextArea } from "#design";
import type { Form } from "#foundation/pages";
import { Message, REACTION_ICONS, type Spoken } from "../parts/message.tsx";
import { reactions } from "../reaction.ts";
import type { SpaceWords } from "../words/index.ts";
import { faultOf } from "./faults.tsx";
import { messageWords, type ReportHint } from "./room-words.ts";

interface Props {
  w: SpaceWords;
  said: Spoken;
  replyId: string;
  may: Record<"edit" | "remove" | "pin" | "expel" | "hide" | "report" | "writeAlone" | "speak" | "nameWork", boolean>;
  isPinned: boolean;
  /** Who will see what when she reports it. */
  reportHint: ReportHint;
  form: Form;
}

/** One message, and all that one can do with it: for those without script, and for what is rarely done. */
export function MessagePage({ w, said, replyId, may, isPinned, reportHint, form }: Props) {
  const room = `/spaces/${said.spaceId}`;
  const here = `${room}/messages/${said.id}`;
  const { alias } = said;
  return (
    <div class="stack">
      <h1 class="unseen">{w("act.title")}</h1>
      <ol class="talk">
        <Message said={{ ...said, felt: [] }} w={messageWords(w)} />
      </ol>
      {may.speak && (
        <Card id="feel" title={w("act.feel")}>
          <form class="felts" method="post" action={`${here}/reactions`}>
            {reactions.map((kind) => {
              const isOn = said.felt.some(([one, , isMine]) => one === kind && isMine);
              return (
                <button key={kind} class="felt" name="feel" value={`${kind}.${isOn ? "off" : "on"}`} aria-pressed={isOn}>
                  <Icon name={REACTION_ICONS[kind]} little />
                  {w(`feel.${kind}`)}
                </button>
              );
            })}
          </form>
        </Card>
      )}
      {may.speak && (
        <form class="stack" method="post" action={`${room}/messages`}>
          <input type="hidden" name="id" value={replyId} />
          <input type="hidden" name="replyTo" value={said.id} />
          <TextArea name="text" label={w("act.reply-to", { alias })} maxLength={4000} rows={3} required />
          <Button>{w("message.send")}</Button>
        </form>
      )}
      {may.edit && (
        <form class="stack" method="post" action={`${here}/edit`}>
          <TextArea name="text" id="new-words" label={w("act.edit")} value={said.text} maxLength={4000} rows={3} required />
          <Button kind="second">{w("act.edit.submit")}</Button>
        </form>
      )}
      {may.pin && (
        <form class="stack" method="post" action={`${here}/pin`}>
          <Button kind="second" name="pin" value={isPinned ? "off" : "on"}>
            {w(isPinned ? "act.unpin" : "act.pin")}
          </Button>
        </form>
      )}
      {may.writeAlone && <Act action={`${here}/pair`} label={w("act.pair", { alias })} hint={w("act.pair.hint", { alias })} />}
      {may.hide && <Act action={`${here}/hide`} label={w("act.hide", { alias })} hint={w("act.hide.hint", { alias })} />}
      {may.report && <Act action={`${here}/report`} label={w("act.report")} hint={w(reportHint, { alias })} />}
      {may.remove && <Act action={`${here}/remove`} label={w("act.remove")} hint={w("act.remove.hint")} />}
      {may.nameWork && <WorkForm {...{ w, said, here, form }} />}
      {may.expel && <Act action={`${here}/expel`} label={w("act.expel", { alias })} hint={w("act.expel.hint", { alias })} />}
    </div>
  );
}

/** What someone does here, beside her name: so that a professional voice is known as one. */
function WorkForm({ w, said, here, form }: Pick<Props, "w" | "said" | "form"> & { here: string }) {
  return (
    <form class="stack" method="post" action={`${here}/work`}>
      <Field
        name="work"
        label={w("act.work", { alias: said.alias })}
        hint={w("act.work.hint")}
        value={form.typed["work"] ?? said.work}
        maxLength={60}
        error={faultOf(form, "work", w)}
      />
      <Button kind="second">{w("act.work.submit")}</Button>
    </form>
  );
}

function Act({ action, label, hint }: { action: string; label: string; hint: string }) {
  return (
    <form class="stack" method="post" action={action}>
      <p class="soft">{hint}</p>
      <Button kind="second">{label}</Button>
    </form>
  );
}
