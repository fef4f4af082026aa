import type { Locale } from "#foundation/language";
import type { Message } from "../message.ts";
import Conversation from "../parts/conversation.island.tsx";
import type { SpaceWords } from "../words/index.ts";

interface Props {
  w: SpaceWords;
  locale: Locale;
  draftId: string;
  messages: Message[];
  space: { id: string; title: string; invitation: string; members: string | null };
}

export function ConversationPage({ w, locale, draftId, messages, space }: Props) {
  const words = { write: w("message.write"), send: w("message.send"), unsent: w("message.unsent") };
  return (
    <>
      <header class="top">
        <a href="/">{w("home.title")}</a>
        <a href={`/invitations/${space.invitation}`}>{w("space.invitation")}</a>
      </header>
      <main>
        <h1 dir="auto">{space.title}</h1>
        <p>{w("space.members", { count: Number(space.members) })}</p>
        <Conversation {...{ locale, draftId, messages, words, spaceId: space.id }} />
      </main>
    </>
  );
}
