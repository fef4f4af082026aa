import { renderSVG } from "uqr";
import { Card, Code, Notice } from "#design";
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
      <div class="head"><h1>{w("about.invite.made")}</h1></div>
      <Notice icon="shield"><p>{w("about.invite.once")}</p></Notice>
      <Card hasWeave>
        {digits ? <Code groups={[digits.slice(0, 3), digits.slice(3)]} /> : <p><bdi dir="ltr"><a href={link}>{link}</a></bdi></p>}
        <p class="soft">{until}</p>
        {!digits && <img class="qr" src={pictureOf(link)} alt={w("about.invite.qr")} width={240} height={240} />}
      </Card>
    </div>
  );
}

/** The picture travels inside the page: asking for it from an address would write the secret into a log. */
const pictureOf = (link: string): string => `data:image/svg+xml;base64,${Buffer.from(renderSVG(link, { border: 2 })).toString("base64")}`;
