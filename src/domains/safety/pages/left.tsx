import { Head } from "#design";
import type { SafetyWords } from "../words/index.ts";

/** A page that tells nobody anything. */
export function LeftPage({ w }: { w: SafetyWords }) {
  return (
    <div class="stack">
      <Head title={w("left.title")} />
      <p>{w("left.body")}</p>
      <p class="small soft">{w("left.history")}</p>
    </div>
  );
}
