import { coverName } from "#foundation/pages";
import type { HowTold } from "./how-told.ts";
import type { PushMessage } from "./push.ts";
import { tokenFor } from "./unsubscribe.ts";
import { words } from "./words/index.ts";

/** What appears on her phone: that something is new, and nothing else. Over it stands our name, or the word she put in its place. */
export function pushFor({ locale, cover }: HowTold): PushMessage {
  return { title: coverName(locale, cover), body: words(locale)("told.something"), url: "/news" };
}

interface Whom {
  origin: string;
  secret: string;
  personId: string;
}

/** The letter says no more than the notice, and how to end such letters with one tap; a mailbox may end them by itself (RFC 8058). */
export function letterFor({ locale }: HowTold, { origin, secret, personId }: Whom) {
  const w = words(locale);
  const end = `${origin}/letters/${tokenFor(secret, personId)}`;
  return {
    subject: w("told.subject"),
    text: `${w("told.something")}\n\n${origin}/news\n\n${w("told.why")}\n${w("told.end")}\n${end}\n`,
    headers: { "List-Unsubscribe": `<${end}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  };
}
