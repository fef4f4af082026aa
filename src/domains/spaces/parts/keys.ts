interface Acts {
  reply: (line: HTMLElement) => void;
  editLast: () => void;
  help: () => void;
  toNew: () => void;
  mute: () => void;
}

/** Keys for hands that know them, beside those of every page. They are silent while something is being typed. */
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
    n: () => {
      acts.toNew();
      document.querySelector<HTMLElement>("#new ~ .say")?.focus({ preventScroll: true });
    },
    e: acts.editLast,
    m: acts.mute,
  };
  function onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]");
    const isHeld = event.ctrlKey || event.metaKey || event.altKey;
    const act = isTyping || isHeld ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  addEventListener("keydown", onKey);
}
