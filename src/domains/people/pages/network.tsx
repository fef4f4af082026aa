import { Button, Card, Choice, Choices, EndLine, Field, Fieldset, Head, Notice, Select, Toast } from "#design";
import type { Form, Way } from "#foundation/pages";
import { doors, type Network } from "../network.ts";
import type { Organisation } from "../organisation.ts";
import type { Grant } from "../role.ts";
import type { PeopleWords } from "../words/index.ts";
import { faultOf, Faults } from "./faults.tsx";

export interface NetworkView {
  network: Network;
  organisations: Organisation[];
  grants: Grant[];
  /** Every role with a place it can be given in: `value` is "role scope id". */
  offers: { value: string; label: string }[];
  ways: Way[];
}

interface Props extends NetworkView {
  w: PeopleWords;
  form: Form;
  isSaved: boolean;
}

/** What stewards settle: the name, the door, the organisations, and who works here. */
export function NetworkPage(props: Props) {
  const { w, form, network, isSaved, ways } = props;
  const chosen = form.typed["door"] ?? network.door;
  return (
    <div class="stack far">
      <Head title={w("network.title")} />
      <Faults w={w} form={form} />
      {isSaved && <Toast>{w("me.saved")}</Toast>}
      {ways.length > 0 && (
        <Choices label={w("network.title")}>
          {ways.map((way) => (
            <Choice key={way.href} {...way} />
          ))}
        </Choices>
      )}
      <form class="stack" method="post" action="/network">
        <Field
          name="name"
          label={w("network.name")}
          value={form.typed["name"] ?? network.name}
          error={faultOf(form, "name", w)}
          maxLength={80}
          required
        />
        <Fieldset id="door" legend={w("network.door")} error={faultOf(form, "door", w)}>
          {doors.map((door) => (
            <Choice key={door} name="door" value={door} label={w(`network.door.${door}`)} isChosen={chosen === door} />
          ))}
        </Fieldset>
        <Button>{w("network.submit")}</Button>
      </form>
      <Organisations {...props} />
      <People {...props} />
    </div>
  );
}

function Organisations({ w, form, organisations }: Props) {
  return (
    <Card id="organisations" title={w("network.organisations")}>
      {organisations.length === 0 && <p class="soft">{w("network.organisations.none")}</p>}
      {organisations.map(({ id, name }) => (
        <EndLine key={id} action={`/network/organisations/${id}/end`} label={w("network.organisation.end")} name={name} />
      ))}
      <form class="stack" method="post" action="/network/organisations">
        <Field
          name="organisation"
          label={w("network.organisation")}
          value={form.typed["organisation"]}
          error={faultOf(form, "organisation", w)}
          maxLength={120}
          autocomplete="off"
          required
        />
        <Button kind="second">{w("network.organisation.add")}</Button>
      </form>
    </Card>
  );
}

function People({ w, form, grants, organisations, offers }: Props) {
  const placeOf = ({ scope, scopeId }: Grant) => {
    if (scope === "network") return w("network.role.whole");
    return organisations.find(({ id }) => id === scopeId)?.name ?? w("network.role.room");
  };
  return (
    <Card id="roles" title={w("network.roles")}>
      {grants.map((grant) => (
        <EndLine
          key={grant.id}
          action={`/network/roles/${grant.id}/end`}
          label={w("network.role.end")}
          name={grant.knownAs}
          note={w("network.role.in", { role: roleName(w, grant.role), place: placeOf(grant) })}
        />
      ))}
      <form class="stack" method="post" action="/network/roles" aria-labelledby="offer-title">
        <h3 id="offer-title">{w("network.offer")}</h3>
        <Field
          name="knownAs"
          label={w("network.offer.known-as")}
          value={form.typed["knownAs"]}
          error={faultOf(form, "knownAs", w)}
          maxLength={60}
          autocomplete="off"
          required
        />
        <Select
          name="offer"
          label={w("network.offer.role")}
          options={offers}
          value={form.typed["offer"]}
          error={faultOf(form, "offer", w)}
        />
        <Button kind="second">{w("network.offer.submit")}</Button>
      </form>
    </Card>
  );
}

const ROLES = ["steward", "moderator", "facilitator", "navigator", "professional", "researcher"] as const;

/** A role in her language; one that was added as data alone is shown by its id. */
export const roleName = (w: PeopleWords, role: string): string => {
  const known = ROLES.find((one) => one === role);
  return known ? w(`role.${known}`) : role;
};

/** What someone is asked to be; following the link changes nothing, the button does. */
export function AcceptPage({ w, role, action }: { w: PeopleWords; role: string; action: string }) {
  return (
    <div class="stack">
      <Head title={w("accept.title")} lead={w("accept.as", { role: roleName(w, role) })} />
      <Notice kind="watch" icon="shield" title={w("accept.body")} />
      <form method="post" action={action}>
        <Button isWide>{w("accept.submit")}</Button>
      </form>
    </div>
  );
}
