/** One that may be hard to see, or was spared, comes into its place; any other is shown as large as the page, until she closes it. */
export function look(link: HTMLAnchorElement, close: string): void {
  if (link.classList.contains("photo-hard")) reveal(link);
  else show(link, close);
}

function reveal(link: HTMLAnchorElement): void {
  const { width = "", height = "", from = "", open = "" } = link.dataset;
  const label = document.createElement("span");
  label.textContent = open;
  link.replaceChildren(pictureOf(link.href, from, { width: Number(width), height: Number(height) }), label);
  link.classList.remove("photo-hard");
}

function pictureOf(src: string, alt: string, size: { width?: number; height?: number } = {}): HTMLImageElement {
  return Object.assign(document.createElement("img"), { src, alt, ...size });
}

function show(link: HTMLAnchorElement, close: string): void {
  const dialog = document.createElement("dialog");
  const alt = link.querySelector("img")?.alt ?? "";
  const button = Object.assign(document.createElement("button"), { className: "button", type: "button", textContent: close });
  dialog.className = "photo-large";
  dialog.ariaLabel = alt;
  dialog.append(pictureOf(link.href, alt), button);
  dialog.addEventListener("click", () => dialog.close()); // anywhere
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
