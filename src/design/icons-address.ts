let address = "/icons.svg";

/** Where the sprite of icons is served. On the server as `keepIconsAt` said; in the browser as the page's root says in `data-icons`. */
export function iconsAddress(): string {
  return typeof document === "undefined" ? address : (document.documentElement.dataset["icons"] ?? address);
}

/** Told once by the server, which alone knows the name that the build gave the file. */
export function keepIconsAt(place: string): void {
  address = place;
}
