import { wantsJson, type Asked } from "#foundation/pages";

/** After a form is done: on to the next page; for a machine, what came of it. */
export function ledOn(c: Asked, path: string, made: object = { ok: true }): Response {
  return wantsJson(c) ? c.json(made) : c.redirect(path, 303);
}
