import { useState } from "preact/hooks";
import { chosenOf, leaving, shownOf, type Chosen, type Recorded } from "./chosen.ts";
import type { ComposerProps } from "./composer.island.tsx";
import { outboxOf } from "./outbox.ts";
import { written } from "./pile.ts";
import { useOnce } from "./use-once.ts";
import type { useWriting } from "./writing.ts";

export interface AddWords {
  add: string;
  photo: string;
  choose: string;
  file: string;
  fileChoose: string;
  fileHint: string;
  voiceChoose: string;
  voice: string;
  voiceSize: string;
  fileSize: string;
  /** The field's label when there is something to listen to. */
  says: string;
  listen: string;
  stop: string;
  record: string;
  recording: string;
  slide: string;
  cancel: string;
  done: string;
  denied: string;
  hard: string;
  remove: string;
  notSent: string;
  /** What may be said against something chosen, by the key of its fault. */
  faults: Record<string, string>;
}
type Writing = ReturnType<typeof useWriting>;
type Tray = typeof import("./tray.tsx");

const MOST = 4; // beside one message

/** Does one thing after the other, in the order they were asked for. */
function inOrder() {
  let last = Promise.resolve();
  return (work: () => Promise<void>) => void (last = last.then(work));
}

/** What she has chosen to go beside her words. What shows and sends it comes to the phone when she first asks for it. */
export function useAdding({ spaceId, topic, phone, addWords: w }: ComposerProps, writing: Writing) {
  const [tray, setTray] = useState<Tray>();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [isHard, setHard] = useState(false);
  const [fault, setFault] = useState("");
  const [next] = useState(inOrder);
  const [sent] = useState(() => new Map<string, Chosen[]>());
  const putBack = (files: readonly Chosen[] = []) => setChosen((since) => [...files, ...since].slice(0, MOST));
  useOnce(() => outboxOf(phone).listen((told) => told.is === "refused" && putBack(sent.get(told.message.id))));

  async function load(): Promise<Tray> {
    const loaded = await import("./tray.tsx");
    setTray(() => loaded);
    return loaded;
  }
  function add(kind: Chosen["kind"], files: readonly (File | Recorded)[]): void {
    setFault(chosen.length + files.length > MOST ? (w.faults["fault.files-many"] ?? "") : "");
    const added = files.slice(0, MOST - chosen.length).map((file) => chosenOf(kind, file, async (one) => (await load()).prepared(one)));
    setChosen((now) => [...now, ...added].slice(0, MOST));
    const put = (ready: Chosen) => setChosen((now) => now.map((one) => (one.key === ready.key ? ready : one)));
    for (const one of added) void one.ready.then(put, () => setFault(w.notSent));
    writing.field.current?.focus();
  }
  const remove = (gone: Chosen) => setChosen((now) => now.filter((one) => one !== gone));

  /** False when nothing is chosen: then it is for others to send. */
  function send(event: Event): boolean {
    if (chosen.length === 0) return false;
    event.preventDefault();
    const { field, reply, saying, stop, fill } = writing;
    const said = written({ space: spaceId, text: field.current?.value.trim() ?? "", topic, quote: reply, isSensitive: isHard });
    saying.current?.log.begin({ ...said, ...shownOf(chosen.map(leaving), isHard) }, "loose");
    next(async () => {
      const files = await Promise.all(chosen.map((one) => one.ready)).catch(() => undefined);
      sent.set(said.id, files ?? chosen);
      if (files) return await saying.current?.say({ ...said, files: files.map(leaving) });
      saying.current?.giveBack(said, w.notSent);
      putBack(chosen);
    });
    stop();
    fill("");
    setChosen([]);
    setHard(false);
    setFault("");
    return true;
  }
  const warm = () => void load().catch(() => {}); // it is asked for again when something is added
  return { tray, chosen, isHard, fault, setFault, warm, load, add, remove, setHard, send };
}
export type Adding = ReturnType<typeof useAdding>;
