import type { ComponentChildren } from "preact";
import { Drawing, type DrawingName } from "./drawing.tsx";

interface Props {
  drawing: DrawingName;
  title: string;
  /** What this place is for, in a sentence or two. */
  body: ComponentChildren;
  /** The whole page is this, so the title is its heading. */
  isPage?: boolean | undefined;
  /** The one next step. */
  children?: ComponentChildren;
}

/** Nothing here yet: a thing one knows, what the place is for, and one step. */
export function Empty({ drawing, title, body, isPage, children }: Props) {
  return (
    <div class="empty">
      <Drawing name={drawing} />
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{body}</p>
      {children}
    </div>
  );
}
