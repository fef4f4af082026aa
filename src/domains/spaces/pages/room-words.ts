import type { Locale } from "#foundation/language";
import type { Form } from "#foundation/pages";
import type { MessageWords } from "../parts/message.tsx";
import type { ComposerProps } from "../parts/composer.island.tsx";
import { reactions } from "../reaction.ts";
import type { Opening, Room } from "../room.ts";
import { MESSAGE_LETTERS } from "../say.ts";
import type { SpaceKind } from "../space.ts";
import type { SpaceWords } from "../words/index.ts";

const kept = new WeakMap<SpaceWords, MessageWords>();

/** The words of a message in one language, put together once. */
export function messageWords(w: SpaceWords): MessageWords {
  let made = kept.get(w);
  if (!made) {
    const [heart, hug, candle, strength, thanks, meToo] = reactions.map((kind) => w(`feel.${kind}`));
    made = {
      edited: w("message.edited"),
      more: w("message.more"),
      states: {
        going: "",
        here: w("message.here"),
        loose: w("message.loose"),
        waiting: w("message.waiting"),
        sent: w("message.sent"),
        kept: w("message.delivered"),
      },
      removed: {
        author: w("message.removed.author"),
        facilitator: w("message.removed.facilitator"),
        steward: w("message.removed.steward"),
      },
      hidden: w("message.hidden"),
      showAgain: w("message.show-again"),
      photo: {
        from: w("photo.from", { alias: "{alias}" }),
        open: w("photo.open", { size: "{size}" }),
        sensitive: w("photo.sensitive", { size: "{size}" }),
      },
      attachment: {
        any: w("file.any"),
        voice: w("voice.from", { alias: "{alias}" }),
        voiceSize: w("voice.size", { time: "{time}", size: "{size}" }),
        fileSize: w("file.size", { kind: "{kind}", size: "{size}" }),
      },
      reactions: { heart: heart!, hug: hug!, candle: candle!, strength: strength!, thanks: thanks!, "me-too": meToo! },
    };
    kept.set(w, made);
  }
  return made;
}

const ADD_FAULTS = [
  "fault.picture-kind",
  "fault.picture-large",
  "fault.picture-broken",
  "fault.file-large",
  "fault.voice-kind",
  "fault.voice-long",
  "fault.voice-broken",
  "fault.document-kind",
  "fault.document-large",
  "fault.document-active",
  "fault.files-many",
  "fault.closed",
] as const;

/** Where something is added to words, and what may be said against it. */
const addWords = (w: SpaceWords): ComposerProps["addWords"] => ({
  add: w("add.open"),
  photo: w("add.photo"),
  choose: w("photo.choose"),
  file: w("add.file"),
  fileChoose: w("add.file.choose"),
  fileHint: w("add.file.hint"),
  voiceChoose: w("add.voice.choose"),
  voice: w("voice.one"),
  voiceSize: w("voice.size", { time: "{time}", size: "{size}" }),
  fileSize: w("file.size", { kind: "{kind}", size: "{size}" }),
  says: w("record.says"),
  listen: w("record.listen"),
  stop: w("record.stop"),
  record: w("record.start"),
  recording: w("record.going"),
  slide: w("record.slide"),
  cancel: w("record.cancel"),
  done: w("record.done"),
  denied: w("record.denied"),
  hard: w("photo.hard"),
  remove: w("add.remove"),
  notSent: w("add.not-sent"),
  faults: Object.fromEntries(ADD_FAULTS.map((key) => [key, w(key)])),
});

interface View {
  room: Room;
  opening: Opening;
  form: Form;
  w: SpaceWords;
  locale: Locale;
  zone: string;
  draftId: string;
  cursor: string;
  phone: string;
}

/** What travels to the browser with the composer: ids, places, and the few words that live messages need. */
export function composerOf({ room, opening, form, w, locale, zone, draftId, cursor, phone }: View): ComposerProps {
  return {
    spaceId: room.id,
    memberId: room.memberId,
    topic: opening.topic ?? "",
    topics: Object.fromEntries((room.topics ?? []).map(({ id, title }) => [id, title])),
    draftId,
    draft: form.typed["text"] ?? room.draft,
    draftAt: form.typed["text"] === undefined ? Date.parse(room.draftAt ?? "") || 0 : Date.now(),
    phone,
    isNewest: opening.before === undefined && opening.at === undefined,
    cursor,
    lastSeq: room.lastSeq,
    locale,
    zone,
    letters: MESSAGE_LETTERS,
    addWords: addWords(w),
    words: {
      ...messageWords(w),
      unkept: w("message.unkept"),
      full: w("message.full"),
      refused: {
        closed: w("fault.closed"),
        absent: w("refused.absent"),
        other: w("refused.other"),
        unknown: w("refused.unknown"),
        change: w("refused.change"),
      },
      youAre: w("room.you-are", { alias: room.alias }),
      send: w("message.send"),
      you: w("message.you"),
      someone: w("message.someone"),
      latest: w("room.latest"),
      replyTo: w("act.reply-to", { alias: "{alias}" }),
      replyStop: w("act.reply-stop"),
      editStop: w("act.edit-stop"),
      hide: w("act.hide", { alias: "{alias}" }),
      report: w("act.report"),
      reportHint: w(reportHintIn(room.kind), { alias: "{alias}" }),
      reply: w("act.reply"),
      edit: w("act.edit"),
      remove: w("act.remove"),
      undo: w("act.undo"),
      close: w("act.close"),
      keys: w("keys.list"),
      keysTitle: w("keys.title"),
    },
  };
}

export type ReportHint = "act.report.hint" | "act.report.hint.closed";

/** Who sees what when a message is reported: of a circle and a pair only that one message. */
export const reportHintIn = (kind: SpaceKind): ReportHint =>
  kind === "circle" || kind === "pair" ? "act.report.hint.closed" : "act.report.hint";
