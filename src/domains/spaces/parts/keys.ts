interface Acts {
  reply: (line: HTMLElement) => void;
  editLast: () => void;
  help: () => void;
  toNew: () => void;
  mute: () => void;
}

/** To the page where she searches this room, by the link that leads there. */
const toSearch = () => document.querySelector<HTMLAnchorElement>('a[href^="/search?in="]')?.click();

/** Keys for hands that know them. They are silent while something is being typed. */
export function listenForKeys(acts: Acts): void {
  const lines = () => [...document.querySelectorAll<HTMLElement>("#talk .say")];
  const current = () => document.activeElement?.closest<HTMLElement>("#talk .say") ?? undefined;
  function move(step: 1 | -1): void {
    const all = lines();
    const at = current();
    const next = at ? all[all.indexOf(at) + step] : all.at(-1);
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
  const keys: Record<string, () => void> = {
    "?": acts.help,
    j: () => move(1),
    k: () => move(-1),
    r: () => {
      const line = current() ?? lines().at(-1);
      if (line) acts.reply(line);
    },
    n: acts.toNew,
    e: acts.editLast,
    m: acts.mute,
    "/": toSearch,
  };
  function onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]");
    const isHeld = event.ctrlKey || event.metaKey || event.altKey;
    const isSearch = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const act = isSearch ? toSearch : isTyping || isHeld ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  addEventListener("keydown", onKey);
}
