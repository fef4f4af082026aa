import { coverName } from "#foundation/pages";
import type { HowTold } from "./how-told.ts";
import type { PushNotice } from "./push.ts";
import { tokenFor } from "./unsubscribe.ts";
import { words } from "./words/index.ts";

/** What appears on her phone: that something is new, and nothing else. Over it stands our name, or the word she put in its place. */
export function noticeFor({ locale, cover }: HowTold): PushNotice {
  return { title: coverName(locale, cover), body: words(locale)("told.something"), url: "/notices" };
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
    text: `${w("told.something")}\n\n${origin}/notices\n\n${w("told.why")}\n${w("told.end")}\n${end}\n`,
    headers: { "List-Unsubscribe": `<${end}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  };
}
