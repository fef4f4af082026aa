import type { z } from "zod";
import { Refusal, type Faults } from "#foundation/refusal";
import type { Asked } from "./house.ts";
import { wantsJson } from "./problem.ts";

/** A form as it is shown: what was typed, and what is wrong with which field. Both are empty when it is new. */
export interface Form {
  typed: Record<string, string>;
  faults: Faults;
}

export const emptyForm: Form = { typed: {}, faults: {} };

type Show = (form: Form) => Response | Promise<Response>;

/**
 * The one way a form is answered: read, done, and led on; or shown again as a 422 page with what was typed.
 * A fault is the key of the room's words that say it; a schema names its key as the message of each check.
 */
export async function answer<T>(c: Asked, schema: z.ZodType<T>, show: Show, done: (value: T) => Promise<Response>): Promise<Response> {
  const typed = await bodyOf(c);
  const parsed = schema.safeParse(typed);
  const shown = () => Object.fromEntries(Object.entries(typed).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  if (!parsed.success) return await again(c, show, { typed: shown(), faults: faultsOf(parsed.error) });
  try {
    return await done(parsed.data);
  } catch (error) {
    const isMendable = error instanceof Refusal && Object.keys(error.faults).length > 0;
    if (!isMendable || wantsJson(c)) throw error;
    return await again(c, show, { typed: shown(), faults: error.faults });
  }
}

async function again(c: Asked, show: Show, form: Form): Promise<Response> {
  if (wantsJson(c)) throw new Refusal("invalid", "Some fields need another look.", { faults: form.faults });
  return await show(form);
}

/** Fields of a form or of a JSON object, whichever was sent. Throws invalid when it is neither. */
export async function bodyOf(c: Asked): Promise<Record<string, unknown>> {
  const type = c.req.header("content-type") ?? "";
  if (type.startsWith("application/json")) {
    const text = await textOf(c);
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
    } catch {
      throw new Refusal("invalid", "This is not JSON.", { faults: { body: "json" } });
    }
    throw new Refusal("invalid", "Send one JSON object.", { faults: { body: "object" } });
  }
  if (type.startsWith("multipart/form-data")) return await c.req.parseBody().catch(() => badForm());
  return Object.fromEntries(new URLSearchParams(await textOf(c)));
}

const badForm = (): never => {
  throw new Refusal("invalid", "This form cannot be read.", { faults: { body: "form" } });
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

async function textOf(c: Asked): Promise<string> {
  const bytes = await c.req.arrayBuffer();
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal("invalid", "The text is not valid UTF-8.", { faults: { body: "utf-8" } });
  }
}

/** One fault a field, the first that was found. */
export function faultsOf(error: z.ZodError): Faults {
  const faults: Faults = {};
  for (const { path, message } of error.issues) faults[path.join(".") || "body"] ??= message;
  return faults;
}
