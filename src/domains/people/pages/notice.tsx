import { Button, Card, Head, Notice } from "#design";
import type { PeopleWords } from "../words/index.ts";

/** The privacy notice in a few sentences; the number of its version stands in `notice.ts`. */
export function NoticeWords({ w }: { w: PeopleWords }) {
  return (
    <ul class="stack close">
      <li>{w("notice.alias")}</li>
      <li>{w("notice.rooms")}</li>
      <li>{w("notice.use")}</li>
      <li>{w("notice.push")}</li>
      <li>{w("notice.leave")}</li>
    </ul>
  );
}

export function NoticePage({ w, asks }: { w: PeopleWords; asks: boolean }) {
  return (
    <div class="stack">
      <Head title={w("notice.title")} />
      <Card id="notice">
        <NoticeWords w={w} />
      </Card>
      <Notice kind="unsure" title={w("notice.unsure")} />
      {asks && (
        <form method="post" action="/notice">
          <Button>{w("notice.seen")}</Button>
        </form>
      )}
    </div>
  );
}
