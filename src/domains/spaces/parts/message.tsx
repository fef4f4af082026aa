import { Icon, Tile } from "#design";
import { Attachment, type AttachmentWords } from "./attachment.tsx";
import { Photo, type PhotoWords } from "./photo.tsx";

/** Six gentle ones; none that puts down, none that laughs. */
export type Reaction = "heart" | "hug" | "candle" | "strength" | "thanks" | "me-too";

/** Who took words out of a room: who wrote them, who cares for the room, or who looks after the network. */
export type RemovedBy = "author" | "facilitator" | "steward";

/** A message as it is shown: the same on the server's page and when it arrives live. Every string is ready to be read. */
export interface Spoken {
  spaceId: string;
  id: string;
  seq: number;
  /** Said by someone whose words this reader does not want to see; nothing of it is here. */
  isHidden: boolean;
  /** Undefined for someone of a taken-over history who is not here. */
  member: string | undefined;
  alias: string;
  work: string;
  isMine: boolean;
  text: string;
  photos: readonly SpokenPhoto[];
  files: readonly SpokenFile[];
  at: string;
  time: string;
  topic: string | undefined;
  isEdited: boolean;
  removed: RemovedBy | undefined;
  /** What of a taken-over history did not come along, in words: "A photo was here". */
  leftOut: string | undefined;
  quote: { id: string; alias: string; text: string } | undefined;
  felt: readonly (readonly [Reaction, number, boolean])[];
  state: State;
}

/** How far one's own words have come: just written, of which nothing is said yet; on this phone, or only in this page; tried in vain; taken by the house; back from the room itself. */
export type State = "going" | "here" | "loose" | "waiting" | "sent" | "kept";

/** A photo beside words: pixels and bytes of the large one. */
export interface SpokenPhoto {
  id: string;
  width: number;
  height: number;
  bytes: number;
  isSensitive: boolean;
  /** While it is on its way from this phone: a little picture of it, or nothing. */
  shown?: string;
}

/** A voice note or a file beside words; on its way from this phone it has no id yet. */
export interface SpokenFile {
  id: string;
  kind: "voice" | "file";
  bytes: number;
  milliseconds: number | null;
  name: string | null;
}

/** The few words that a message needs, besides its own. */
export interface MessageWords {
  edited: string;
  more: string;
  states: Record<State, string>;
  removed: Record<RemovedBy, string>;
  hidden: string;
  showAgain: string;
  photo: PhotoWords;
  attachment: AttachmentWords;
  reactions: Record<Reaction, string>;
}

export const REACTION_ICONS = {
  heart: "heart",
  hug: "hug",
  candle: "candle",
  strength: "strength",
  thanks: "thanks",
  "me-too": "metoo",
} as const satisfies Record<Reaction, string>;

export function Message({ said, w }: { said: Spoken; w: MessageWords }) {
  if (said.isHidden) return <Hidden said={said} w={w} />;
  const { spaceId, id, seq, alias, work, isMine, removed, state } = said;
  const kind = `say${isMine ? " mine" : ""}${work ? " professional" : ""}${removed ? " gone" : ""}${hasArrived(state) ? "" : " waiting"}${state === "going" ? " going" : ""}`;
  return (
    <li class={kind} id={`m${seq}`} data-id={id} data-seq={seq} data-unknown={said.member ? undefined : ""} tabIndex={-1}>
      {!isMine && <Tile of={said.member ?? alias} {...(work ? { initial: alias.slice(0, 1) } : {})} />}
      {!isMine && (
        <div class="say-who">
          <b dir="auto">{alias}</b>
          {work && (
            <span class="tag voice" dir="auto">
              {work}
            </span>
          )}
        </div>
      )}
      <div class="say-body" id={`i${id}`}>
        {said.quote && (
          <a class="quote" href={`#i${said.quote.id}`}>
            {said.quote.alias && <b dir="auto">{said.quote.alias}</b>}
            <span dir="auto">{said.quote.text}</span>
          </a>
        )}
        {said.leftOut && <p class="left-out">{said.leftOut}</p>}
        {!removed && said.photos.map((photo, nth) => <Photo key={nth} {...{ photo, alias }} w={w.photo} />)}
        {!removed && said.files.map((file, nth) => <Attachment key={nth} {...{ file, alias }} w={w.attachment} />)}
        {(removed || said.text) && <p dir="auto">{removed ? w.removed[removed] : said.text}</p>}
      </div>
      <div class="say-more">
        <time dateTime={said.at}>{said.time}</time>
        {said.topic && <span dir="auto">{said.topic}</span>}
        {said.isEdited && <span class="edited">{w.edited}</span>}
        {isMine && !removed && <HowFar state={state} w={w} />}
        {said.felt.length > 0 && <Felt said={said} w={w} />}
        {hasArrived(state) && !removed && (
          <a class="more" href={`/spaces/${spaceId}/messages/${id}`} aria-label={`${w.more}: ${alias}, ${said.time}`}>
            <Icon name="more" />
          </a>
        )}
      </div>
    </li>
  );
}

/** That something stands here, and the way to see it again. It is not read out when it comes. */
function Hidden({ said: { spaceId, id, seq, at, time }, w }: { said: Spoken; w: MessageWords }) {
  return (
    <li class="say-hidden" id={`m${seq}`} data-id={id} data-seq={seq} tabIndex={-1} aria-live="off">
      <span id={`i${id}`}>{w.hidden}</span>
      <a href={`/spaces/${spaceId}/about#hidden`}>{w.showAgain}</a>
      <time dateTime={at}>{time}</time>
    </li>
  );
}

const hasArrived = (state: State) => state === "kept" || state === "sent";

/** Read out when it changes, but for lines that came with the page. */
function HowFar({ state, w }: { state: State; w: MessageWords }) {
  return (
    <span class="state" {...(state === "kept" ? {} : { role: "status" })}>
      <Icon name={hasArrived(state) ? "check" : "phone"} little />
      {w.states[state]}
    </span>
  );
}

/** What others feel, each a switch: pressed is mine. Works as a form without script. */
export function Felt({ said, w }: { said: Pick<Spoken, "spaceId" | "id" | "felt">; w: MessageWords }) {
  return (
    <form class="felts" method="post" action={`/spaces/${said.spaceId}/messages/${said.id}/reactions`}>
      {said.felt.map(([kind, count, isOn]) => (
        <button key={kind} class="felt" name="feel" value={`${kind}.${isOn ? "off" : "on"}`} aria-pressed={isOn}>
          <Icon name={REACTION_ICONS[kind]} little />
          {w.reactions[kind]} {count}
        </button>
      ))}
    </form>
  );
}
