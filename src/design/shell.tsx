import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-names.ts";
import { Places, type Place } from "./places.tsx";

/** A way out of the page that stands at the end of every bar. With `method` it is a form's button, so that it may end a session. */
export interface Tool {
  href: string;
  label: string;
  /** Said by screen readers in place of the label, when the label alone says too little. */
  hint?: string | undefined;
  method?: "post" | undefined;
}

interface Props {
  /** What the network calls itself; stands above the weave and leads home. */
  name?: string | undefined;
  home?: string | undefined;
  words: { skip: string; back: string; places: string };
  leave: Tool;
  help: Tool;
  back?: string | undefined;
  title?: string | undefined;
  subtitle?: string | undefined;
  /** Where everything is invented: the sentence that says so, and a way to be someone else. */
  invented?: { text: string; choose: { href: string; label: string } | undefined } | undefined;
  /** At most five; none for a stranger. */
  places?: readonly Place[] | undefined;
  /** A conversation: its title is the page's heading, places give way to the composer, children are `.talk-side` and `.talk-main`. */
  inRoom?: boolean | undefined;
  /** A form or something to read: never wider than a line is read. */
  isNarrow?: boolean | undefined;
  /** The first page a stranger meets: closer, so that its choices stay above the fold. */
  isFirst?: boolean | undefined;
  children: ComponentChildren;
}

/** What stands around every page: the way past it, the bar with Leave and Help, the places, and the page itself. */
export function Shell(props: Props) {
  const {
    name = "Kith",
    home = "/",
    words,
    leave,
    help,
    back,
    title,
    subtitle,
    places = [],
    inRoom,
    isNarrow,
    isFirst,
    invented,
    children,
  } = props;
  const page = inRoom ? "talk-page" : `page${isNarrow ? " narrow" : ""}${isFirst ? " first" : ""}`;
  return (
    <div class={`shell${places.length === 0 ? " bare" : ""}${inRoom ? " in-room" : ""}`}>
      <a class="skip" href="#page">
        {words.skip}
      </a>
      <header class="bar">
        {back === undefined ? (
          <a class="mark" href={home}>
            {name}
          </a>
        ) : (
          <a class="square bar-back" href={back} aria-label={words.back}>
            <Icon name="back" />
          </a>
        )}
        <div class="bar-title">
          {title !== undefined && (inRoom ? <h1>{ownWay(title)}</h1> : <b>{ownWay(title)}</b>)}
          {subtitle !== undefined && <span>{ownWay(subtitle)}</span>}
        </div>
        <BarTool tool={leave} icon="leave" id="leave" />
        <BarTool tool={help} icon="help" id="help" />
      </header>
      {invented && (
        <p class="invented">
          <span>{invented.text}</span>
          {invented.choose && (
            <a class="link" href={invented.choose.href}>
              {invented.choose.label}
            </a>
          )}
        </p>
      )}
      {places.length > 0 && <Places name={name} home={home} label={words.places} places={places} />}
      <main class={page} id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** In its own direction, and yet where the line of the page begins. */
const ownWay = (text: string) => <bdi>{text}</bdi>;

function BarTool({ tool, icon, id }: { tool: Tool; icon: IconName; id: string }) {
  const looks = { class: `tool tool-${id}`, id: `tool-${id}`, ...(tool.hint ? { "aria-label": tool.hint } : {}) };
  const face = (
    <>
      <Icon name={icon} />
      <span>{tool.label}</span>
    </>
  );
  if (tool.method === undefined)
    return (
      <a {...looks} href={tool.href}>
        {face}
      </a>
    );
  return (
    <form method={tool.method} action={tool.href}>
      <button {...looks}>{face}</button>
    </form>
  );
}
