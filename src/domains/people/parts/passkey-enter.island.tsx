import { browserSupportsWebAuthn, startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useEffect, useState } from "preact/hooks";
import { Button } from "#design";
import { island } from "#foundation/islands";
import { askHouse } from "./ask-house.ts";

interface Props {
  next: string;
  words: { enter: string; failed: string };
}

/** Comes in by a passkey of this device; the phrase's form stands beside it and needs no script. */
export default island("people/passkey-enter", function PasskeyEnter({ next, words }: Props) {
  const [state, setState] = useState<"absent" | "offered" | "asking" | "failed">("absent");
  useEffect(() => setState(browserSupportsWebAuthn() ? "offered" : "absent"), []);

  async function enter(): Promise<void> {
    setState("asking");
    try {
      const optionsJSON = await askHouse<PublicKeyCredentialRequestOptionsJSON>("generate-authenticate-options");
      const entered = optionsJSON && (await askHouse("verify-authentication", { response: await startAuthentication({ optionsJSON }) }));
      if (entered) location.assign(next);
      else setState("failed");
    } catch {
      setState("failed");
    }
  }
  return (
    <div class="stack close" hidden={state === "absent"}>
      <Button kind="second" isWide type="button" icon="key" disabled={state === "asking"} onClick={() => void enter()}>
        {words.enter}
      </Button>
      <output>{state === "failed" ? words.failed : ""}</output>
    </div>
  );
});
