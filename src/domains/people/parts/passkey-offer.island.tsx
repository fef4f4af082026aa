import { browserSupportsWebAuthn, startRegistration, type PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { useEffect, useState } from "preact/hooks";
import { Button, Card } from "#design";
import { island } from "#foundation/islands";
import { askHouse } from "./ask-house.ts";

interface Props {
  /** What the device calls this key in its own list. */
  name: string;
  words: { title: string; body: string; make: string; made: string; failed: string };
}

/** Makes a passkey on this device. Without script, or on a device that has none, it is not there: the phrase is enough. */
export default island("people/passkey-offer", function PasskeyOffer({ name, words }: Props) {
  const [state, setState] = useState<"absent" | "offered" | "asking" | "made" | "failed">("absent");
  useEffect(() => setState(browserSupportsWebAuthn() ? "offered" : "absent"), []);

  async function make(): Promise<void> {
    setState("asking");
    try {
      const optionsJSON = await askHouse<PublicKeyCredentialCreationOptionsJSON>(
        `generate-register-options?name=${encodeURIComponent(name)}`,
      );
      const made = optionsJSON && (await askHouse("verify-registration", { response: await startRegistration({ optionsJSON }) }));
      setState(made ? "made" : "failed");
    } catch {
      setState("failed");
    }
  }
  return (
    <div hidden={state === "absent"}>
      <Card id="passkey" title={words.title}>
        <p>{words.body}</p>
        {state !== "made" && (
          <Button kind="second" type="button" icon="key" disabled={state === "asking"} onClick={() => void make()}>
            {words.make}
          </Button>
        )}
        <output>{state === "made" ? words.made : state === "failed" ? words.failed : ""}</output>
      </Card>
    </div>
  );
});
