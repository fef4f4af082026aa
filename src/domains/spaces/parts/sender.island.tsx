import { useState } from "preact/hooks";
import { Icon } from "#design";
import { island } from "#foundation/islands";
import { outboxOf } from "./outbox.ts";
import type { Outgoing } from "./pile.ts";
import { useOnce } from "./use-once.ts";

export interface SenderProps {
  phone: string;
  words: { refused: string; toRoom: string };
}

/** Sends on what waits on this phone, on any page but a room's own. Shows nothing unless the house refuses something for good. */
export default island("spaces/sender", function Sender({ phone, words }: SenderProps) {
  const [refused, setRefused] = useState<readonly Outgoing[]>([]);
  useOnce(() => outboxOf(phone).listen((told) => told.is === "refused" && setRefused((before) => [...before, told.message])));
  if (refused.length === 0) return null;
  return (
    <div class="notice" role="alert">
      <Icon name="alert" />
      <div class="stack">
        <p>{words.refused}</p>
        {refused.map(({ id, text, space }) => (
          <blockquote key={id}>
            <p dir="auto">{text}</p>
            <a class="link" href={`/spaces/${space}`}>
              {words.toRoom}
            </a>
          </blockquote>
        ))}
      </div>
    </div>
  );
});
