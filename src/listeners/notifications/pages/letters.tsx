import { Button, Head } from "#design";
import type { NotificationWords } from "../words/index.ts";

/** What a letter's last line leads to: one button, for whoever holds the letter. */
export function EndLettersPage({ w, action }: { w: NotificationWords; action: string }) {
  return (
    <div class="stack">
      <Head title={w("letters.title")} lead={w("letters.body")} />
      <form method="post" action={action}>
        <Button isWide>{w("letters.end")}</Button>
      </form>
    </div>
  );
}

export function LettersEndedPage({ w }: { w: NotificationWords }) {
  return <Head title={w("letters.done.title")} lead={w("letters.done.body")} />;
}
