import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Asked } from "#foundation/pages";
import { keyFor, seal, unseal } from "#foundation/sealing";

const LIVES_SECONDS = 600;

/** What is shown once, on the page after the form that made it: a phrase, a key, a link. */
export type CarriedKind = "phrase" | "token" | "offer";

const nameOf = (kind: CarriedKind) => `kith-${kind}`;

/** Carries a secret to the next page in her own browser, sealed, for ten minutes; the house keeps no copy. `path` is the page that shows it. */
export function carry(c: Asked, kind: CarriedKind, path: string, text: string): void {
  const { secret, origin } = c.var.resources;
  const sealed = seal(keyFor(secret, `carried ${kind}`), text);
  setCookie(c, nameOf(kind), sealed, {
    path,
    httpOnly: true,
    sameSite: "Strict",
    secure: origin.startsWith("https:"),
    maxAge: LIVES_SECONDS,
  });
}

/** What was carried here; undefined when it was put down already, or is another browser's. */
export function carried(c: Asked, kind: CarriedKind): string | undefined {
  const sealed = getCookie(c, nameOf(kind));
  return sealed === undefined ? undefined : unseal(keyFor(c.var.resources.secret, `carried ${kind}`), sealed);
}

export function putDown(c: Asked, kind: CarriedKind, path: string): void {
  deleteCookie(c, nameOf(kind), { path });
}
