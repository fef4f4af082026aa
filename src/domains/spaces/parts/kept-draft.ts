import { useOnce } from "./writing.ts";

const DRAFT_MS = 1_000;
const headers = { "content-type": "application/json", accept: "application/json" };

/** Keeps what is being written on the server, a second after the last key, so that a closed phone loses nothing. */
export function useKeptDraft(field: { current: HTMLTextAreaElement | null }, spaceId: string): void {
  useOnce(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept = field.current?.value ?? "";
    function keep(): void {
      const text = field.current?.value ?? "";
      if (text === kept || field.current?.dataset["edits"]) return; // words being changed are no draft
      kept = text;
      void fetch(`/spaces/${spaceId}/draft`, { method: "POST", headers, body: JSON.stringify({ text }), keepalive: true }).catch(() => {});
    }
    function later(): void {
      clearTimeout(timer);
      timer = setTimeout(keep, DRAFT_MS);
    }
    field.current?.addEventListener("input", later);
    field.current?.form?.addEventListener("submit", later);
    addEventListener("pagehide", keep);
  });
}
