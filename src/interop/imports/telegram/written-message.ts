import { z } from "zod";

const Text = z.union([z.string(), z.object({ type: z.string().optional(), text: z.string(), user_id: z.number().optional() })]);
const Id = z.union([z.string(), z.number()]);
const Name = z.string().nullish();
const Moment = z.string().regex(/^(?:19[7-9]|2\d\d)\d-\d\d-\d\dT\d\d:\d\d:\d\d$/);
const Seconds = z.union([
  z
    .string()
    .regex(/^\d{1,11}$/)
    .transform(Number),
  z.int().min(0).max(99_999_999_999),
]);
const Answer = z.object({ text: z.string(), voters: z.number().default(0) });

/** A message as Telegram Desktop writes it into result.json (its export_output_json.cpp); what we do not read is left out. */
export const WrittenMessage = z.object({
  id: z.int().optional(),
  type: z.enum(["message", "service"]),
  date: Moment.optional(),
  date_unixtime: Seconds.optional(),
  edited: z.unknown().optional(),
  from: Name,
  from_id: Id.nullish(),
  actor: Name,
  actor_id: Id.nullish(),
  action: z.string().optional(),
  title: z.string().optional(),
  new_title: Name,
  forwarded_from: Name,
  reply_to_message_id: z.int().optional(),
  reply_to_peer_id: z.unknown().optional(),
  photo: z.string().optional(),
  file: z.string().optional(),
  file_name: Name,
  media_type: z.string().optional(),
  mime_type: z.string().optional(),
  sticker_emoji: z.unknown().optional(),
  contact_information: z.object({ first_name: Name, last_name: Name }).optional(),
  location_information: z.unknown().optional(),
  place_name: Name,
  poll: z.object({ question: z.string(), answers: z.array(Answer).default([]) }).optional(),
  text: z.union([z.string(), z.array(Text)]).default(""),
});
export type WrittenMessage = z.infer<typeof WrittenMessage>;

const Numbered = z.object({ id: z.union([z.number(), z.string().regex(/^[\w-]{1,40}$/)]) });

/** Which message of the file this is, for whoever looks for it, also when nothing else of it is understood. */
export const numberOf = (value: unknown): string => {
  const { data } = Numbered.safeParse(value);
  return data ? `message ${data.id}` : "a message without a number";
};

/** Telegram says by this type that it could not export a message, and writes nothing else of it. */
export const isUnsupported = (value: unknown): boolean => z.object({ type: z.literal("unsupported") }).safeParse(value).success;
