/** A photo that may be hard to see comes into its place when she taps it; without a script the link opens it alone. */
export function revealOnTap(list: HTMLElement): void {
  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.photo-hard") : undefined;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { width = "", height = "", from = "", open = "" } = link.dataset;
    const picture = document.createElement("img");
    Object.assign(picture, { src: link.href, width: Number(width), height: Number(height), alt: from });
    const label = document.createElement("span");
    label.textContent = open;
    link.replaceChildren(picture, label);
    link.classList.remove("photo-hard");
  });
}
