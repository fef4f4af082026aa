/** What the browser gives a worker; our other code knows pages only. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
export interface Asking extends Lasting {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface Said extends Lasting {
  readonly data: unknown;
}
interface Events {
  install: Lasting;
  activate: Lasting;
  fetch: Asking;
  message: Said;
}

declare function addEventListener<K extends keyof Events>(kind: K, hear: (event: Events[K]) => void): void;
declare function skipWaiting(): Promise<void>;
declare const clients: { claim(): Promise<void> };
declare const registration: ServiceWorkerRegistration;

export const on: typeof addEventListener = (kind, hear) => addEventListener(kind, hear);

/** Takes the place of the worker before it at once: what that one kept is kept by this one too. */
export const takeOver = (): Promise<void> => skipWaiting();

/** Whether the house says, before our script, that nothing shall be kept any more. */
export const keepsNothing = (): boolean => "keepsNothing" in globalThis;

/** Works for pages that were open before it, and lets a request begin while the worker itself still wakes. */
export async function begin(isAnswering = true): Promise<void> {
  await (isAnswering ? registration.navigationPreload?.enable() : registration.navigationPreload?.disable());
  await clients.claim();
}

/** From now on every page is asked for with these words of the house, which say what is on the phone. Where the browser cannot, pages come whole. */
export const sayMarks = async (marks: string[]): Promise<void> =>
  await registration.navigationPreload?.setHeaderValue(marks.join() || "true").catch(() => {});
