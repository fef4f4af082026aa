import { Card, Head, Person } from "#design";
import { directionOf, type Locale } from "#foundation/language";
import type { Role } from "../roles.ts";
import type { DemoWords } from "../words/index.ts";

export interface Townsman {
  as: string;
  alias: string;
  role: Role;
  /** Staff wear a round with their initial. */
  isStaff: boolean;
}
export interface Quarter {
  locale: Locale;
  name: string;
  people: readonly Townsman[];
}

/** Everyone of the town, by language, the visitor's own first. One press and she is in. */
export function WhoPage({ w, quarters }: { w: DemoWords; quarters: readonly Quarter[] }) {
  return (
    <>
      <Head title={w("demo.title")} lead={w("demo.lead")} />
      <div class="stack far">
        {quarters.map(({ locale, name, people }, index) => (
          <Card key={locale} id={`town-${locale}`} title={name} hasWeave={index === 0}>
            <form method="post" action="/demo" class="people-grid" lang={locale} dir={directionOf(locale)}>
              {people.map(({ as, alias, role, isStaff }) => (
                <button key={as} name="as" value={as} aria-label={`${w("demo.enter", { alias })} ${w(`role.${role}`)}`}>
                  <Person of={as} name={alias} note={w(`role.${role}`)} {...(isStaff ? { initial: alias.slice(0, 1) } : {})} />
                </button>
              ))}
            </form>
          </Card>
        ))}
      </div>
    </>
  );
}
