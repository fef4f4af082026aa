import { Button, Card, Fold, Head, Notice, Select } from "#design";
import type { Country } from "../country.ts";
import type { HelpNumber } from "../number.ts";
import { NumberToCall, type Saying } from "./number-to-call.tsx";

/** Countries that have confirmed numbers, by name, each with its numbers. */
export type Directory = { code: Country; name: string; numbers: HelpNumber[] }[];

interface Props extends Saying {
  directory: Directory;
  /** Her country; its name where it has no number. */
  chosen: { code: Country; name: string } | undefined;
}

/** Whom to turn to now. Numbers come from whoever runs the network, and were called by them; until then the page says so. */
export function HelpPage({ isKept, ...props }: Props & { isKept: boolean }) {
  const { w, directory } = props;
  return (
    <div class="stack">
      <Head title={w("help.title")} />
      <Notice kind="alarm" title={w("help.danger")}>
        {w("help.danger.do")}
      </Notice>
      {directory.length > 0 && (isKept ? <Everywhere {...props} /> : <OneCountry {...props} />)}
      <Card id="body" title={w("help.body")}>
        <p>{w("help.body.do")}</p>
      </Card>
      <Card id="mind" title={w("help.mind")}>
        <p>{w("help.mind.do")}</p>
      </Card>
      <Notice kind="unsure" title={w("help.unreviewed")}>
        {directory.length === 0 && w("help.no-numbers")}
      </Notice>
    </div>
  );
}

/** The numbers of her country, and the way to another. */
function OneCountry({ directory, chosen, ...saying }: Props) {
  const { w } = saying;
  const shown = directory.find(({ code }) => code === chosen?.code) ?? (directory.length === 1 && !chosen ? directory[0] : undefined);
  const title = shown ? w("help.numbers.of", { country: shown.name }) : w("help.numbers");
  return (
    <section class="help" aria-labelledby="numbers">
      <h2 id="numbers">{title}</h2>
      {chosen && !shown && <p>{w("help.none-there", { country: chosen.name })}</p>}
      {shown?.numbers.map((number) => (
        <NumberToCall key={number.id} {...saying} number={number} />
      ))}
      {(directory.length > 1 || !shown) && <ChooseCountry {...{ w, directory }} shown={shown?.code} />}
    </section>
  );
}

function ChooseCountry({ w, directory, shown }: Pick<Props, "w" | "directory"> & { shown: Country | undefined }) {
  const options = directory.map(({ code, name }) => ({ value: code, label: name }));
  const none = { value: "", label: w("help.country.choose") };
  return (
    <form class="stack close" method="get" action="/help">
      <Select name="country" label={w("help.country")} options={shown ? options : [none, ...options]} value={shown ?? ""} />
      <Button kind="second">{w("help.country.show")}</Button>
    </form>
  );
}

/** The numbers of every country, as they lie on a phone: hers first and open. */
function Everywhere({ directory, chosen, ...saying }: Props) {
  const { w } = saying;
  const isHers = ({ code }: Directory[number]) => code === chosen?.code;
  return (
    <section class="help" aria-labelledby="numbers">
      <h2 id="numbers">{w("help.numbers")}</h2>
      <div>
        {[...directory.filter(isHers), ...directory.filter((one) => !isHers(one))].map((one) => (
          <Fold key={one.code} summary={one.name} isOpen={isHers(one) || directory.length === 1}>
            {one.numbers.map((number) => (
              <NumberToCall key={number.id} {...saying} number={number} />
            ))}
          </Fold>
        ))}
      </div>
    </section>
  );
}
