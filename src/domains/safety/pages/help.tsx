import { Card, Head, Notice } from "#design";
import type { SafetyWords } from "../words/index.ts";

/** Whom to turn to now. Numbers come from whoever runs the network; until they do, the page says so. */
export function HelpPage({ w }: { w: SafetyWords }) {
  return (
    <div class="stack">
      <Head title={w("help.title")} />
      <Notice kind="alarm" title={w("help.danger")}>
        {w("help.danger.do")}
      </Notice>
      <Card id="body" title={w("help.body")}>
        <p>{w("help.body.do")}</p>
      </Card>
      <Card id="mind" title={w("help.mind")}>
        <p>{w("help.mind.do")}</p>
      </Card>
      <Notice kind="unsure" title={w("help.unreviewed")} />
    </div>
  );
}
