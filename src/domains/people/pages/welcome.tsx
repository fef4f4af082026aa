import { Choice, Choices, Drawing, Head } from "#design";
import type { Locale } from "#foundation/language";
import type { PeopleWords } from "../words/index.ts";
import { Languages } from "./languages.tsx";

/** What a stranger meets first: three ways on and at most sixty words, nothing asked and no number told. */
export function WelcomePage({ w, locale, network }: { w: PeopleWords; locale: Locale; network: string }) {
  return (
    <>
      <Drawing name="table" isFirst />
      <Head title={w("welcome.title")} lead={w("welcome.lead")} />
      <Choices label={w("welcome.choices")}>
        <Choice href="/join?as=diagnosed" icon="letter" label={w("welcome.diagnosed")} />
        <Choice href="/join?as=waiting" icon="clock" label={w("welcome.waiting")} />
        <Choice href="/join?as=someone" icon="heart" label={w("welcome.someone")} />
      </Choices>
      <p>
        <a class="link" href="/enter">
          {w("welcome.back")}
        </a>
      </p>
      <p class="soft small" dir="auto">
        {network}
      </p>
      <Languages label={w("welcome.languages")} path="/welcome" now={locale} />
    </>
  );
}
