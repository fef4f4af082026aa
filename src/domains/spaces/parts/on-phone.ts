const TELL_MS = 1_500;
const LOOK_MS = 5_000;

/**
 * Registers the worker that the page names, tells it that this page is open and which of its lines came or changed, and sees when the network
 * is back. `isWhole`: the page shows the newest of all that is said here, so that what comes live follows on.
 */
export function keepOnPhone(isWhole: boolean): void {
  const { serviceWorker } = navigator;
  const place = document.querySelector<HTMLElement>(".from-phone");
  const worker = place?.dataset["worker"];
  if (!isSecureContext || !serviceWorker || !worker) return;
  const path = location.pathname;
  const tell = (more: object = {}) => serviceWorker.controller?.postMessage({ path, ...more });
  const isSparing = document.documentElement.dataset["sparing"] !== undefined;
  serviceWorker.register(worker, { updateViaCache: "all" }).catch(() => {});
  if (isWhole && !isSparing) {
    if (serviceWorker.controller) tell();
    else serviceWorker.addEventListener("controllerchange", () => tell(), { once: true });
  }
  if (isWhole) watchLines((lines) => tell({ lines }));
  if (document.documentElement.dataset["fromPhone"] !== undefined) lookForNetwork(place);
}

/** Hands on the lines that came or changed, soon after they did, and at the latest when the page goes out of sight. */
function watchLines(tell: (lines: string) => void): void {
  const list = document.querySelector("#talk");
  if (!list) return;
  const touched: Node[] = [...list.querySelectorAll("li[data-id]")]; // some came before this script
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush(): void {
    const ids = new Set(touched.splice(0).map(idOf));
    const lines = [...ids].map((id) => (id && list?.querySelector(`li[data-id="${CSS.escape(id)}"]`)?.outerHTML) || "");
    clearTimeout(timer);
    if (ids.size > 0) tell(lines.join(""));
  }
  const seen = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) touched.push(target, ...addedNodes); // looked at later: what she has just written is drawn first
    clearTimeout(timer);
    timer = setTimeout(flush, TELL_MS);
  });
  seen.observe(list, { childList: true, subtree: true, characterData: true });
  flush();
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
}

/** The id of the line in which something stands. */
const idOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("li[data-id]")?.dataset["id"];

/** The page goes on by itself when the house can be reached; then nothing needs to be said any more. */
function lookForNetwork(place: HTMLElement): void {
  async function look(): Promise<void> {
    const answer = await fetch("/health", { cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok) return;
    clearInterval(timer);
    place.hidden = true;
    delete document.documentElement.dataset["fromPhone"];
  }
  const timer = setInterval(() => void look(), LOOK_MS);
  addEventListener("online", () => void look());
}
