/** Taps on photos open them on the page; what does that comes with the first. Without a script, or a line, the link opens the photo alone. */
export function revealOnTap(list: HTMLElement, close: string): void {
  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.photo") : undefined;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    import("./look.ts").then(
      ({ look }) => look(link, close),
      () => location.assign(link.href),
    );
  });
}
