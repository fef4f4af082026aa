import { Button, Field } from "#design";
import type { SpaceWords } from "../words/index.ts";

export function Home({ w, spaces }: { w: SpaceWords; spaces: { id: string; title: string }[] }) {
  return (
    <main>
      <h1>{w("home.title")}</h1>
      <ul>
        {spaces.map((space) => (
          <li key={space.id}>
            <a href={`/spaces/${space.id}`}>{space.title}</a>
          </li>
        ))}
      </ul>
      <form method="post" action="/spaces">
        <Field label={w("home.new")} name="title" maxLength={120} required />
        <Button>{w("home.begin")}</Button>
      </form>
      <form method="post" action="/leave">
        <Button>{w("home.leave")}</Button>
      </form>
    </main>
  );
}

/** Following a link changes nothing; the button does. */
export function Join({ w }: { w: SpaceWords }) {
  return (
    <main>
      <h1>{w("join.title")}</h1>
      <form method="post">
        <Button>{w("join.submit")}</Button>
      </form>
    </main>
  );
}
