import { Button, Field } from "#design";
import type { PeopleWords } from "../words/index.ts";

export function Enter({ w, next, isRefused }: { w: PeopleWords; next: string; isRefused: boolean }) {
  return (
    <main>
      <h1>{w("enter.title")}</h1>
      {isRefused && (
        <p role="alert" class="said-no">
          {w("enter.refused")}
        </p>
      )}
      <form method="post" action="/enter">
        <input type="hidden" name="next" value={next} />
        <Field label={w("enter.name")} name="name" autocomplete="name" maxLength={80} />
        <Field label={w("enter.email")} name="email" type="email" autocomplete="username" required />
        <Field label={w("enter.password")} name="password" type="password" minLength={10} autocomplete="current-password" required />
        <Button>{w("enter.submit")}</Button>
      </form>
    </main>
  );
}
