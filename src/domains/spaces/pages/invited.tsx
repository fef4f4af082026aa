import { encode } from "uqr";
import { Card, Code, Head, Notice, Qr } from "#design";
import type { SpaceWords } from "../words/index.ts";

interface Props {
  w: SpaceWords;
  link: string;
  digits: string | undefined;
  until: string;
}

/** A fresh invitation, shown once: a code to read out, or a link to send and its picture to scan. */
export function InvitedPage({ w, link, digits, until }: Props) {
  return (
    <div class="stack">
      <Head title={w("about.invite.made")} />
      <Notice kind="unsure" icon="shield" title={w("about.invite.once")} />
      <Card id="invitation" hasWeave>
        {digits ? (
          <Code groups={[digits.slice(0, 3), digits.slice(3)]} />
        ) : (
          <p>
            <bdi dir="ltr">
              <a class="link" href={link}>
                {link}
              </a>
            </bdi>
          </p>
        )}
        <p class="soft">{until}</p>
        {!digits && <Qr {...pictureOf(link)} label={w("about.invite.qr")} />}
      </Card>
    </div>
  );
}

/** The picture is drawn into the page: asking for it from an address would write the secret into a log. */
function pictureOf(link: string): { d: string; size: number } {
  const { data, size } = encode(link, { border: 0 });
  return { d: data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join(""), size };
}
