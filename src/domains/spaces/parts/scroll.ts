const NEAR_PX = 120;

export const isNearEnd = (): boolean => innerHeight + scrollY > document.documentElement.scrollHeight - NEAR_PX;
export const toEnd = (): void => scrollTo({ top: document.documentElement.scrollHeight });
export const toNew = (): void => document.querySelector("#new")?.scrollIntoView({ block: "center" });

/** Where the page begins when the address does not say: at the first new message, else at the newest. */
export function beginAt(isNewest: boolean): void {
  if (location.hash) return;
  if (document.querySelector("#new")) toNew();
  else if (isNewest) toEnd();
}

/** The way to the newest, with how many came while she read further up. Hidden while there are none. */
export function jumpButton(label: string, onPress: () => void): { add: () => void; clear: () => void } {
  let count = 0;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip jump";
  button.hidden = true;
  button.addEventListener("click", onPress);
  document.querySelector(".composer")?.before(button);
  function show(now: number): void {
    count = now;
    button.hidden = count === 0;
    button.textContent = `${label} (${count})`;
  }
  return { add: () => show(count + 1), clear: () => show(0) };
}
