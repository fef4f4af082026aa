import { z } from "zod";
import { Subscribed } from "#listeners/notifications";
import { Draft, Feeling, NewWords, Pinning, ReadUpTo, Saying } from "#domains/spaces";

const id = (name: string) => ({ name, in: "path", required: true, schema: { type: "string", format: "uuid" } });
const query = (name: string, schema: object, description: string) => ({ name, in: "query", schema, description });
const json = (schema: object, description: string) => ({ description, content: { "application/json": { schema } } });
const asked = (schema: z.ZodType) => ({
  required: true,
  content: { "application/json": { schema: z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) } },
});
const object = (properties: Record<string, object>) => ({ type: "object", properties, required: Object.keys(properties) });
const uuid = { type: "string", format: "uuid" };
const size = { type: "integer" };
const seq = { type: "integer", description: "The place in the space's log: rising, not dense." };

const problem = {
  description: "Refused. Forbidden and absent are both 404.",
  content: {
    "application/problem+json": {
      schema: object({
        type: { type: "string", examples: ["/problems/not-found"] },
        title: { type: "string" },
        status: { type: "integer" },
      }),
    },
  },
};
const refusals = { "401": problem, "404": problem, "409": problem, "413": problem, "422": problem, "429": problem, "503": problem };

const act = (summary: string, schema: z.ZodType | undefined, answer: object) => ({
  post: {
    summary,
    parameters: [id("id"), id("message")],
    ...(schema ? { requestBody: asked(schema) } : {}),
    responses: { "200": json(answer, "Done."), ...refusals },
  },
});

/** What an operator's probe asks. */
const signsOfLife = {
  "/health": {
    get: { summary: "The process lives.", security: [], responses: { "200": json(object({ ok: { const: true } }), "Alive.") } },
  },
  "/ready": {
    get: {
      summary: "Database, migrations and listeners are up.",
      security: [],
      responses: {
        "200": json(object({ ok: { const: true } }), "Ready."),
        "503": json(object({ ok: { const: false }, reason: { type: "string" } }), "Not ready."),
      },
    },
  },
};

const message = "/spaces/{id}/messages/{message}";

const paths = {
  ...signsOfLife,
  "/api/openapi.json": {
    get: { summary: "This description.", security: [], responses: { "200": json({ type: "object" }, "OpenAPI 3.1.") } },
  },
  "/api/session": {
    post: {
      summary: "A browser's session for the holder of an access token.",
      security: [],
      requestBody: { required: true, content: { "application/json": { schema: object({ token: { type: "string" } }) } } },
      responses: { "200": json(object({ person: object({ id: uuid }) }), "Signed in; the cookie is set."), ...refusals },
    },
  },
  "/api/spaces": {
    get: {
      summary: "One's own spaces, the last spoken in first.",
      responses: { "200": json(object({ spaces: { type: "array" } }), "At most 100."), ...refusals },
    },
  },
  "/api/search": {
    get: {
      summary: "Messages of one's own spaces that hold what is asked for, the newest first, twenty at a time.",
      parameters: [
        query(
          "q",
          { type: "string", maxLength: 200 },
          "Words or their beginnings; from:alias, in:title, has:photo, before:, after: and on: a day or month.",
        ),
        query("in", { type: "string", format: "uuid" }, "Only this space."),
        query("before", { type: "string" }, "Where the page before ended, as it said itself."),
      ],
      responses: {
        "200": json(object({ messages: { type: "array" }, before: { type: ["string", "null"] } }), "One page; `before` leads to the next."),
        ...refusals,
      },
    },
  },
  "/api/spaces/{id}/messages": {
    get: {
      summary: "A page of a space's history, oldest first. Of what someone wrote whom one hides, only the place is there, and `hidden`.",
      parameters: [
        id("id"),
        query("before", { type: "integer" }, "Only what stands before this place."),
        query("limit", { type: "integer", minimum: 1, maximum: 50 }, "How many."),
      ],
      responses: { "200": json(object({ messages: { type: "array" }, people: { type: "array" } }), "One page."), ...refusals },
    },
    post: {
      summary: "Says something. The same id again is the same message.",
      parameters: [id("id")],
      requestBody: asked(Saying),
      responses: {
        "201": json(object({ id: uuid, seq }), "Said, and safely kept."),
        "200": json(object({ id: uuid, seq }), "It had been said before."),
        ...refusals,
      },
    },
  },
  "/api/spaces/{id}/files": {
    post: {
      summary:
        "Sends a photo, a voice note or a file, to be said with a message. A photo is made small; of a photo and a voice note nothing is kept that they carried.",
      parameters: [
        id("id"),
        query("kind", { type: "string", enum: ["photo", "voice", "file"], default: "photo" }, "As what it is sent; its bytes must agree."),
        query("name", { type: "string", maxLength: 500 }, "What a file is called."),
      ],
      requestBody: { required: true, content: { "*/*": { schema: { type: "string", format: "binary" } } } },
      responses: {
        "201": json(
          object({ id: uuid, kind: { type: "string" }, bytes: size }),
          "Kept for a day; say it before. Beside it: width and height of a photo, milliseconds of a voice note, name of a file.",
        ),
        ...refusals,
      },
    },
  },
  [`${message}/edit`]: act("Changes one's own words, for 15 minutes.", NewWords, object({ id: uuid })),
  [`${message}/remove`]: act("Takes a message out of the room.", undefined, object({ id: uuid })),
  [`${message}/reactions`]: act(
    "Sets or takes back a reaction.",
    Feeling,
    object({ id: uuid, kind: { type: "string" }, count: { type: "integer" } }),
  ),
  [`${message}/pin`]: act("Pins a message or takes it down.", Pinning, object({ id: uuid, pin: { type: "string" } })),
  [`${message}/hide`]: act(
    "Shows one nothing more of what its author writes here; nobody else learns of it.",
    undefined,
    object({ id: uuid, hidden: { const: true } }),
  ),
  "/spaces/{id}/hidden/{member}/show": {
    post: {
      summary: "Shows again what a member writes.",
      parameters: [id("id"), id("member")],
      responses: { "200": json(object({ hidden: { const: false } }), "Shown again."), ...refusals },
    },
  },
  "/spaces/{id}/read": {
    post: {
      summary: "Remembers how far one has read.",
      parameters: [id("id")],
      requestBody: asked(ReadUpTo),
      responses: { "200": json(object({ seq }), "Kept."), ...refusals },
    },
  },
  "/spaces/{id}/draft": {
    post: {
      summary: "Keeps what one has begun to write.",
      parameters: [id("id")],
      requestBody: asked(Draft),
      responses: { "200": json(object({ kept: { type: "integer" } }), "Kept."), ...refusals },
    },
  },
  "/me/news/devices": {
    post: {
      summary:
        "Makes a browser that has subscribed to its push service one that is told. What it is told says only that there is something new.",
      requestBody: asked(Subscribed),
      responses: { "200": json(object({ ok: { const: true } }), "Kept; at most ten."), ...refusals },
    },
  },
  "/live": {
    get: {
      summary:
        "What is said, as it is said. Each event's id is a cursor over all spaces asked for; Last-Event-ID or ?since= resumes without gap or repeat. Where several were asked for, each event names its space.",
      parameters: [
        query("spaces", { type: "string" }, "Ids of spaces, joined by commas."),
        query("since", { type: "string" }, "A cursor."),
      ],
      responses: {
        "200": {
          description: "Events said, edited, removed, reacted, pinned, unpinned, joined, left, expelled, topic, changed, gap.",
          content: { "text/event-stream": {} },
        },
        ...refusals,
      },
    },
  },
};

/** Everything machines may ask of Kith, as OpenAPI 3.1. Send `accept: application/json`; under /api/ JSON is the only answer. */
export function described(): object {
  return {
    openapi: "3.1.0",
    info: { title: "Kith", version: "1", description: "Sign in with `POST /api/session` or send `Authorization: Bearer <access token>`." },
    security: [{ bearer: [] }, { cookie: [] }],
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" }, cookie: { type: "apiKey", in: "cookie", name: "kith" } } },
    paths,
  };
}
