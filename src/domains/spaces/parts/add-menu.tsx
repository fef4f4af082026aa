import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "#design";
import type { Adding, AddWords } from "./adding.ts";

const FILES = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.txt";
const PHOTOS = "image/jpeg,image/png,image/webp,image/gif,image/avif";

/** What may go beside words; closed until she asks for it. Without a script it is a part of the form. */
export function AddMenu({ adding, w }: { adding: Adding; w: AddWords }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    setLive(true);
    menu.current?.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  }, []);
  function close(): void {
    menu.current?.removeAttribute("open");
    menu.current?.querySelector("summary")?.focus();
  }
  /** With a script the form carries no files: they are made small and sent before the words. */
  const take = (kind: "photo" | "file") => (event: Event & { currentTarget: HTMLInputElement }) => {
    const files = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = "";
    close();
    adding.add(kind, files);
  };
  return (
    <details class={isLive ? "adds live" : "adds"} ref={menu} onToggle={() => menu.current?.open && adding.warm()}>
      <summary class="square" aria-label={w.add}>
        <Icon name="plus" />
      </summary>
      <div class="adds-list">
        <label class="add" for="photo">
          <Icon name="photo" />
          {isLive ? w.photo : w.choose}
        </label>
        <input id="photo" type="file" name="photo" accept={PHOTOS} multiple onChange={take("photo")} />
        {!isLive && (
          <label>
            <input type="checkbox" name="sensitive" /> {w.hard}
          </label>
        )}
        <label class="add" for="file">
          <Icon name="file" />
          {isLive ? w.file : w.fileChoose}
        </label>
        <input id="file" type="file" name="file" accept={FILES} multiple onChange={take("file")} />
        {!isLive && (
          <>
            <label class="add" for="voice">
              <Icon name="mic" />
              {w.voiceChoose}
            </label>
            <input id="voice" type="file" name="voice" accept="audio/webm,audio/ogg,.opus,.ogg,.oga,.webm,.weba" />
          </>
        )}
      </div>
    </details>
  );
}
