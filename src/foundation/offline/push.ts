/** Pushes in a browser's worker: what is shown when one comes, and where a tap on it leads. */

const TAG = "news"; // a later one takes the place of an earlier one, without a sound
const NAMELESS = "Kith";

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Came extends Lasting {
  data: { json(): unknown } | null;
}
interface Tapped extends Lasting {
  notification: { data: unknown; close(): void };
}
interface Changed extends Lasting {
  oldSubscription: { options: { applicationServerKey: ArrayBuffer | null } } | null;
}
interface OpenPage {
  visibilityState: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}
interface Shown {
  body: string;
  tag: string;
  data: string;
  dir: "auto";
}

/** What of a worker's world is used here; a worker's own types do not go together with those of pages. */
export interface PushWorld {
  addEventListener(type: "push", hear: (event: Came) => void): void;
  addEventListener(type: "notificationclick", hear: (event: Tapped) => void): void;
  addEventListener(type: "pushsubscriptionchange", hear: (event: Changed) => void): void;
  registration: {
    showNotification(title: string, shown: Shown): Promise<void>;
    pushManager: {
      subscribe(options: { userVisibleOnly: true; applicationServerKey: ArrayBuffer }): Promise<{ toJSON(): PushSubscriptionJSON }>;
    };
  };
  clients: {
    matchAll(which: { type: "window"; includeUncontrolled: true }): Promise<readonly OpenPage[]>;
    openWindow(url: string): Promise<unknown>;
  };
  fetch(address: string, request: RequestInit): Promise<Response>;
}

/** Lets a worker show what is pushed. Call it once, when the worker's script runs. */
export function hearPushes(world: PushWorld): void {
  world.addEventListener("push", (event) => event.waitUntil(show(world, event)));
  world.addEventListener("notificationclick", (event) => event.waitUntil(lead(world, event)));
  world.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAnew(world, event)));
}

/** Always shows something: a browser that is pushed to in silence says so itself, and names the address. */
async function show(world: PushWorld, { data }: Came): Promise<void> {
  let said: unknown;
  try {
    said = data?.json();
  } catch {
    said = undefined;
  }
  const { title, body, url } = { ...(typeof said === "object" ? said : {}) } as Record<string, unknown>;
  const shown = { body: typeof body === "string" ? body : "", tag: TAG, data: addressIn(url), dir: "auto" } as const;
  await world.registration.showNotification(typeof title === "string" ? title : NAMELESS, shown);
}

/** Only an address of our own. */
const addressIn = (url: unknown): string => (typeof url === "string" && /^\/(?!\/)/.test(url) ? url : "/");

/** A page that is open is brought there; else one is opened. */
async function lead({ clients }: PushWorld, { notification }: Tapped): Promise<void> {
  notification.close();
  const url = addressIn(notification.data);
  const [page] = (await clients.matchAll({ type: "window", includeUncontrolled: true })).toSorted(
    (a, b) => Number(b.visibilityState === "visible") - Number(a.visibilityState === "visible"),
  );
  if (!page) return void (await clients.openWindow(url));
  await page.focus();
  await page.navigate(url);
}

/** The browser has changed where it is reached: the house is told, or its notices would go nowhere. */
async function subscribeAnew(world: PushWorld, { oldSubscription }: Changed): Promise<void> {
  const applicationServerKey = oldSubscription?.options.applicationServerKey;
  if (!applicationServerKey) return;
  const { endpoint, keys } = (await world.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON();
  const body = JSON.stringify({ endpoint, ...keys });
  await world.fetch("/me/news/devices", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body,
  });
}
