import { Button, Card, Empty, Head, LinkButton, Toast } from "#design";
import { named } from "../country.ts";
import type { HelpNumber } from "../number.ts";
import { HowSure, Phone, type Saying } from "./number-to-call.tsx";

/** What stewards keep: all numbers by country, those that are to be called with the tap that says that it was done. */
export function NumbersPage({ numbers, isDone, ...saying }: Saying & { numbers: HelpNumber[]; isDone: boolean }) {
  const { w, locale } = saying;
  const add = (
    <LinkButton href="/network/numbers/new" icon="plus">
      {w("numbers.add")}
    </LinkButton>
  );
  if (numbers.length === 0)
    return (
      <Empty drawing="window" title={w("numbers.title")} body={w("numbers.none")} isPage>
        {add}
      </Empty>
    );
  const countries = named(locale, [...new Set(numbers.map(({ country }) => country))]);
  return (
    <div class="stack">
      <Head title={w("numbers.title")} lead={w("numbers.lead")} />
      {isDone && <Toast>{w("number.saved")}</Toast>}
      <p>{add}</p>
      {countries.map(({ code, name }) => (
        <Card key={code} id={code} title={name}>
          {numbers
            .filter(({ country }) => country === code)
            .map((number) => (
              <Kept key={number.id} {...saying} number={number} />
            ))}
        </Card>
      ))}
    </div>
  );
}

function Kept({ number, ...saying }: Saying & { number: HelpNumber }) {
  const { id, kind, name, phone } = number;
  const { w } = saying;
  return (
    <div class="stack close">
      <h3>
        <a class="link" href={`/network/numbers/${id}`} id={`n${id}`}>
          <bdi>{name}</bdi>
        </a>
      </h3>
      <p class="small">{w(`kind.${kind}`)}</p>
      <p class="row">
        <Phone phone={phone} /> <HowSure {...saying} number={number} />
      </p>
      {(number.checkedOn === null || number.isOld) && <Confirm w={w} number={number} />}
    </div>
  );
}

/** Carries the number that she called: if it has become another meanwhile, she has not called that one. */
export function Confirm({ w, number: { id, phone } }: Pick<Saying, "w"> & { number: HelpNumber }) {
  return (
    <form method="post" action={`/network/numbers/${id}/confirm`}>
      <input type="hidden" name="phone" value={phone} />
      <Button kind="second" icon="check" aria-describedby={`n${id}`}>
        {w("number.confirm")}
      </Button>
    </form>
  );
}
