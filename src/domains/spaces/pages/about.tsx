import { Button, Card, Choice, EndLine, Field, Fieldset, Notice, Tag, TextArea, Tile } from "#design";
import type { Clock } from "#foundation/language";
import { emptyForm, type Form } from "#foundation/pages";
import type { HiddenMember } from "../hidden.ts";
import type { Invitation } from "../invitation.ts";
import type { Waiting } from "../membership.ts";
import { mutings, type Quiet } from "../place.ts";
import { entries, type Seen } from "../space.ts";
import type { SpaceWords } from "../words/index.ts";
import { Faults, faultOf } from "./faults.tsx";

interface Props {
  w: SpaceWords;
  /** The form that came back, and which of the page's forms it was. */
  form: Form;
  sent: string;
  space: Seen;
  hidden: HiddenMember[];
  waiting: Waiting[];
  invitations: Invitation[];
  quiet: Quiet | null;
  clock: Clock;
}

/** Everything about a room that is not talk: her name, quiet, leaving; and for those who care for it, its doors. */
export function AboutPage(props: Props) {
  const { w, form, space } = props;
  const here = `/spaces/${space.id}`;
  const isMine = space.part === "facilitator";
  const hers = props.sent === "alias" ? form : emptyForm;
  const hasTopics = space.kind === "group" || space.kind === "community";
  return (
    <div class="stack">
      <div class="head">
        <p class="soft">{w(`kind.${space.kind}`)}</p>
        <h1 dir="auto">{space.title}</h1>
      </div>
      <Faults w={w} form={form} at={props.sent === "topics" ? { title: "topic-title" } : {}} />
      {isMine && <Waiters {...props} />}
      {isMine && space.kind !== "pair" && <Invite {...props} />}
      <Card id="your-name" title={w("about.alias")}>
        <form class="stack" method="post" action={`${here}/alias`}>
          <p class="person">
            <Tile of={space.memberId} />
            <b dir="auto">{space.alias}</b>
          </p>
          <Field
            name="alias"
            label={w("join.alias")}
            value={hers.typed["alias"] ?? space.alias}
            error={faultOf(hers, "alias", w)}
            maxLength={40}
            autocomplete="off"
            required
          />
          <Button kind="second">{w("about.alias.submit")}</Button>
        </form>
      </Card>
      <QuietFor {...props} />
      {props.hidden.length > 0 && <HiddenMembers {...props} />}
      {hasTopics && <NewTopic {...props} form={props.sent === "topics" ? form : emptyForm} />}
      {isMine && <Furnish {...props} form={props.sent === "furnish" ? form : emptyForm} />}
      <Card id="leave" title={w("about.leave")}>
        <p class="soft">{w("about.leave.hint", { alias: space.alias })}</p>
        <form method="post" action={`${here}/leave`}>
          <Button kind="second">{w("about.leave")}</Button>
        </form>
      </Card>
    </div>
  );
}

/** Whether the room is quiet, and the ways to change that. */
function QuietFor({ w, space, quiet, clock }: Props) {
  return (
    <Card id="quiet" title={w("about.mute")}>
      {quiet && (
        <p>
          <Tag icon="moon">{quiet.isAlways ? w("about.muted-always") : w("about.muted-until", { when: clock.full(quiet.until) })}</Tag>
        </p>
      )}
      <form class="row" method="post" action={`/spaces/${space.id}/mute`}>
        {mutings
          .filter((length) => (length === "off") === (quiet !== null))
          .map((length) => (
            <Button key={length} kind="second" name="for" value={length}>
              {w(`about.mute.${length}`)}
            </Button>
          ))}
      </form>
    </Card>
  );
}

function Waiters({ w, space, waiting, clock }: Props) {
  if (space.entry !== "request" && waiting.length === 0) return null;
  return (
    <Card id="waiting" title={w("about.requests")} hasWeave={waiting.length > 0}>
      {waiting.length === 0 && <p class="soft">{w("about.requests.none")}</p>}
      {waiting.map((request) => (
        <form key={request.id} class="stack" method="post" action={`/spaces/${space.id}/requests/${request.id}`}>
          <p>
            <b dir="auto">{request.alias}</b> <span class="soft">{clock.full(request.askedAt)}</span>
          </p>
          {request.words && <p dir="auto">{request.words}</p>}
          <p class="row">
            <Button name="answer" value="in">
              {w("about.requests.in")}
            </Button>
            <Button kind="quiet" name="answer" value="no">
              {w("about.requests.no")}
            </Button>
          </p>
        </form>
      ))}
    </Card>
  );
}

function Invite({ w, space, invitations, clock }: Props) {
  const here = `/spaces/${space.id}/invitations`;
  return (
    <Card id="invite" title={w("about.invite")}>
      <form class="row" method="post" action={here}>
        <Button kind="second" name="how" value="link">
          {w("about.invite.link")}
        </Button>
        <Button kind="second" name="how" value="digits">
          {w("about.invite.digits")}
        </Button>
      </form>
      {invitations.length > 0 && <h3>{w("about.invitations")}</h3>}
      {invitations.map((one) => (
        <EndLine
          key={one.id}
          action={`${here}/${one.id}/end`}
          label={w("about.invitation.end")}
          name={w(one.isDigits ? "about.invitation.digits" : "about.invitation.link")}
          note={w("about.invite.until", { uses: one.usesLeft, when: clock.full(one.expiresAt) })}
        />
      ))}
    </Card>
  );
}

function HiddenMembers({ w, space, hidden }: Props) {
  return (
    <Card id="hidden" title={w("about.hidden")}>
      <p class="soft">{w("about.hidden.hint")}</p>
      {hidden.map(({ id, alias }) => (
        <form key={id} class="row" method="post" action={`/spaces/${space.id}/hidden/${id}/show`}>
          <Button kind="second">{w("about.hidden.show", { alias })}</Button>
        </form>
      ))}
    </Card>
  );
}

function NewTopic({ w, form, space }: Props) {
  return (
    <Card id="topic" title={w("about.topic")}>
      <form class="stack" method="post" action={`/spaces/${space.id}/topics`}>
        <Field
          name="title"
          id="topic-title"
          label={w("about.topic.title")}
          value={form.typed["title"]}
          error={faultOf(form, "title", w)}
          maxLength={60}
          required
        />
        <Button kind="second">{w("about.topic.submit")}</Button>
      </form>
    </Card>
  );
}

function Furnish({ w, form, space }: Props) {
  const here = `/spaces/${space.id}`;
  const isOpenKind = space.kind === "group" || space.kind === "community";
  return (
    <Card id="furnish" title={w("about.furnish")}>
      <form class="stack" method="post" action={`${here}/furnish`}>
        <Field
          name="title"
          label={w("about.furnish.title")}
          value={form.typed["title"] ?? space.title}
          error={faultOf(form, "title", w)}
          maxLength={120}
          required
        />
        <TextArea
          name="startHere"
          label={w("about.furnish.start")}
          value={form.typed["startHere"] ?? space.startHere}
          error={faultOf(form, "startHere", w)}
          maxLength={1000}
          rows={4}
        />
        {isOpenKind && (
          <Fieldset id="entry" legend={w("begin.entry")}>
            {entries.map((entry) => (
              <Choice key={entry} name="entry" value={entry} isChosen={space.entry === entry} label={w(`begin.entry.${entry}`)} />
            ))}
          </Fieldset>
        )}
        <Button kind="second">{w("about.furnish.submit")}</Button>
      </form>
      <form class="stack" method="post" action={`${here}/archive`}>
        {space.archivedAt ? <Notice icon="lock" title={w("room.closed")} /> : <p class="soft">{w("about.archive.hint")}</p>}
        <Button kind="second" name="archive" value={space.archivedAt ? "off" : "on"}>
          {w(space.archivedAt ? "about.reopen" : "about.archive")}
        </Button>
      </form>
    </Card>
  );
}
