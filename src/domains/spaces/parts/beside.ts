/** On a desk her other rooms stand beside the talk; a phone never carries them. */
export async function bringRoomsBeside(spaceId: string): Promise<void> {
  if (!matchMedia("(min-width: 60em)").matches) return;
  const answer = await fetch(`/rooms/beside/${spaceId}`).catch(() => undefined);
  if (answer?.ok) document.querySelector(".talk-main")?.insertAdjacentHTML("beforebegin", await answer.text());
}

/** Tells the server which clock she lives by, for the next page; a zone that she chose herself stays. */
export function rememberZone(shown: string): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === shown || document.cookie.includes("kith-zone=")) return;
  document.cookie = `kith-zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}
