import { keysFor } from "#foundation/offline";

const IDLE_MS = 3_000; // until the page has had the line to itself
const TELL_MS = 1_500;
const LOOK_MS = 5_000;

/** Registers the worker, tells it that this page is open, and which of its lines came or changed; and says so when the network is back. */
export function keepOnPhone(worker: string, tag: string, isWhole: boolean): void {
  const { serviceWorker } = navigator;
  if (!isSecureContext || !serviceWorker) return;
  const path = location.pathname;
  const tell = (more: object = {}) => serviceWorker.controller?.postMessage({ path, ...more });
  const isSparing = document.documentElement.dataset["sparing"] !== undefined;
  void keysFor(tag);
  setTimeout(() => {
    serviceWorker.register(worker, { updateViaCache: "all" }).catch(() => {});
    if (isSparing || !isWhole) return;
    if (serviceWorker.controller) tell();
    else serviceWorker.addEventListener("controllerchange", () => tell(), { once: true });
  }, IDLE_MS);
  if (isWhole) watchLines((lines) => tell({ lines }));
  if (document.documentElement.dataset["fromPhone"] !== undefined) lookForNetwork();
}

/** Hands on the lines that came or changed, soon after they did, and at the latest when the page goes out of sight. */
function watchLines(tell: (lines: string) => void): void {
  const list = document.querySelector("#talk");
  if (!list) return;
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush(): void {
    const lines = [...changed].map((id) => list?.querySelector(`li[data-id="${CSS.escape(id)}"]`)?.outerHTML ?? "");
    changed.clear();
    clearTimeout(timer);
    if (lines.length > 0) tell(lines.join(""));
  }
  const seen = new MutationObserver((records) => {
    for (const { target, addedNodes } of records)
      for (const node of [target, ...addedNodes]) {
        const element = node instanceof Element ? node : node.parentElement;
        const id = element?.closest<HTMLElement>("li[data-id]")?.dataset["id"];
        if (id) changed.add(id);
      }
    clearTimeout(timer);
    timer = setTimeout(flush, TELL_MS);
  });
  seen.observe(list, { childList: true, subtree: true, characterData: true });
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
}

/** The page goes on by itself when the house can be reached; then nothing needs to be said any more. */
function lookForNetwork(): void {
  async function look(): Promise<void> {
    const answer = await fetch("/health", { cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok) return;
    clearInterval(timer);
    document.querySelector(".from-phone")?.remove();
    delete document.documentElement.dataset["fromPhone"];
  }
  const timer = setInterval(() => void look(), LOOK_MS);
  addEventListener("online", () => void look());
}
