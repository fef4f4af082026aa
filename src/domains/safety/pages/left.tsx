import type { SafetyWords } from "../words/index.ts";

/** A page that tells nobody anything. */
export function LeftPage({ w }: { w: SafetyWords }) {
  return (
    <div class="stack">
      <div class="head"><h1>{w("left.title")}</h1></div>
      <p>{w("left.body")}</p>
      <p class="small soft">{w("left.history")}</p>
    </div>
  );
}
