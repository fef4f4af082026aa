import { useEffect, useState } from "preact/hooks";
import { Button } from "#design";
import { island } from "#foundation/islands";

interface Props {
  /** Of this house, base64url: its push service takes notices only from us. */
  publicKey: string;
  /** The house tells this browser already, in this session of hers. */
  isTold: boolean;
  words: { offer: string; done: string; denied: string; failed: string };
}

/** Whether this browser can be reached when no page is open: it needs a worker, which needs https. */
const canBeTold = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** Makes this device one that is told. Without script, or where the browser cannot, it is not there. */
export default island("notifications/push-here", function PushHere({ publicKey, isTold, words }: Props) {
  const [state, setState] = useState<"absent" | "offered" | "asking" | "done" | "denied" | "failed">("absent");
  useEffect(() => {
    if (!canBeTold()) return;
    setState("offered");
    if (isTold) void isSubscribed().then((is) => is && setState("done"));
  }, [isTold]);

  async function subscribe(): Promise<void> {
    setState("asking");
    try {
      if ((await Notification.requestPermission()) !== "granted") return setState("denied");
      setState((await keep(await subscription(publicKey))) ? "done" : "failed");
    } catch {
      setState("failed");
    }
  }
  return (
    <div class="stack close" hidden={state === "absent"}>
      {state !== "done" && (
        <Button kind="second" type="button" icon="bell" disabled={state === "asking"} onClick={() => void subscribe()}>
          {words.offer}
        </Button>
      )}
      <output>{state === "done" || state === "denied" || state === "failed" ? words[state] : ""}</output>
    </div>
  );
});

/** Whether the browser still holds what the house knows: she may have taken it back in its settings. */
async function isSubscribed(): Promise<boolean> {
  const worker = await navigator.serviceWorker.getRegistration();
  return Boolean(await worker?.pushManager.getSubscription());
}

async function subscription(applicationServerKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** Tells the house where this browser is reached. */
async function keep(one: PushSubscription): Promise<boolean> {
  const { endpoint, keys } = one.toJSON();
  const answer = await fetch("/me/news/devices", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ endpoint, ...keys }),
  });
  return answer.ok;
}
