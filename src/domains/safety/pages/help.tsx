import { Card, Notice } from "#design";
import type { SafetyWords } from "../words/index.ts";

/** Whom to turn to now. Numbers come from whoever runs the network; until they do, the page says so. */
export function HelpPage({ w }: { w: SafetyWords }) {
  return (
    <div class="stack">
      <div class="head"><h1>{w("help.title")}</h1></div>
      <Notice kind="alarm" icon="alert"><p><b>{w("help.danger")}</b> {w("help.danger.do")}</p></Notice>
      <Card title={w("help.body")}><p>{w("help.body.do")}</p></Card>
      <Card title={w("help.mind")}><p>{w("help.mind.do")}</p></Card>
      <Notice kind="unsure" icon="shield"><p>{w("help.unreviewed")}</p></Notice>
    </div>
  );
}
