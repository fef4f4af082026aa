import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { honestText, nastyText } from "./nasty.ts";

type Fields = Record<string, fc.Arbitrary<string>>;

const text = fc.oneof({ weight: 5, arbitrary: honestText }, { weight: 1, arbitrary: nastyText });
const alias = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("Linden", "Wren", "Олива", "桂花", "ليلى", "Ash 7") },
  { weight: 1, arbitrary: nastyText },
);
const id = fc.constant(null).map(() => randomUUID());
const seq = fc.integer({ min: -5, max: 5_000 }).map(String);
const entry = fc.constantFrom("open", "request", "invitation");
const reaction = fc.constantFrom("heart", "hug", "candle", "strength", "thanks", "me-too");
const path = fc.constantFrom("/", "/rooms", "//evil.example", "https://evil.example/", "/spaces/x");
const onOff = fc.constantFrom("on", "off");
const hour = fc.integer({ min: -2, max: 26 }).map(String);
const phone = fc.constantFrom("+1 202 555 0101", "112", "+44 (0)20 7946 0001", "١١٢", "tel:112");
const helpNumber = {
  country: fc.constantFrom("GB", "CN", "XX"),
  kind: fc.constantFrom("emergency", "crisis", "violence", "cancer", "hospital"),
  name: text,
  phone,
  hours: text,
  languages: text,
  note: text,
  source: text,
};

/** The fields that each route's form has, by the route's own address; a route that is not here gets no fields. */
export const SHAPES: Record<string, Fields> = {
  "/rooms/new": { title: text, alias, kind: fc.constantFrom("circle", "group", "community"), entry },
  "/rooms/:id/join": { alias, words: text },
  "/invitations/:secret": { alias },
  "/code": { code: fc.constantFrom("123456", "٤٥٦٧٨٩", "12 34 56") },
  "/requests/:request/take-back": {},
  "/offers/:request": { answer: fc.constantFrom("yes", "no") },
  "/spaces/:id/messages": { id, text },
  "/api/spaces/:id/messages": { id, text },
  "/api/spaces/:id/files": { photo: text },
  "/spaces/:id/messages/:message/edit": { text },
  "/spaces/:id/messages/:message/reactions": { feel: fc.tuple(reaction, onOff).map((parts) => parts.join(".")) },
  "/spaces/:id/messages/:message/pin": { pin: onOff },
  "/spaces/:id/read": { seq },
  "/spaces/:id/draft": { text },
  "/spaces/:id/alias": { alias },
  "/spaces/:id/mute": { for: fc.constantFrom("8h", "week", "always", "off") },
  "/spaces/:id/furnish": { title: text, startHere: text, entry },
  "/spaces/:id/topics": { title: text },
  "/spaces/:id/invitations": { how: fc.constantFrom("link", "digits") },
  "/spaces/:id/requests/:request": { answer: fc.constantFrom("in", "no") },
  "/spaces/:id/archive": { archive: fc.constant("off") },
  "/spaces/:id/leave": {},
  "/spaces/:id/invitations/:invitation/end": {},
  "/spaces/:id/messages/:message/remove": {},
  "/spaces/:id/messages/:message/hide": {},
  "/spaces/:id/hidden/:member/show": {},
  "/spaces/:id/messages/:message/pair": {},
  "/spaces/:id/messages/:message/expel": {},
  "/spaces/:id/messages/:message/work": { work: text },
  "/api/session": { token: text },
  "/join": { alias, next: path, pass: text },
  "/enter": { phrase: text, next: path },
  "/enter/link": { mailbox: fc.constantFrom("someone@example.org", "нет@пример.рф", "x") },
  "/enter/link/:token": {},
  "/keep": { next: path },
  "/first-steps": { name: text, knownAs: alias },
  "/notice": {},
  "/me/look": {
    locale: fc.constantFrom("en", "zh", "ar", "ru"),
    zone: fc.constantFrom("Asia/Tashkent", "Europe/Rome", "UTC"),
    light: fc.constantFrom("system", "day", "night"),
    size: fc.constantFrom("system", "larger", "largest"),
    data: fc.constantFrom("system", "little", "all"),
    cover: fc.constantFrom("system", "notes", "calendar", "recipes"),
  },
  "/news/seen": {},
  "/me/news": {
    push: fc.constantFrom("yes", "no"),
    mail: fc.constantFrom("yes", ""),
    pace: fc.constantFrom("now", "twice", "weekly", "never"),
    first: hour,
    second: hour,
    weekday: hour,
    from: hour,
    to: hour,
    most: hour,
  },
  "/me/news/devices": {
    endpoint: fc.constantFrom("https://fcm.googleapis.com/fcm/send/x", "https://127.0.0.1/", "http://[::1]:1/", "x"),
    p256dh: fc.constantFrom(Buffer.alloc(65, 4).toString("base64url"), "x"),
    auth: fc.constantFrom(Buffer.alloc(16, 1).toString("base64url"), "x"),
  },
  "/me/news/devices/:id/end": {},
  "/letters/:token": {},
  "/me/sign-out": {},
  "/me/phrase": {},
  "/me/mailbox": { mailbox: fc.constantFrom("someone@example.org", "x") },
  "/me/sessions/end-others": {},
  "/me/sessions/:id/end": {},
  "/me/tokens": { label: text },
  "/me/tokens/made": {},
  "/me/tokens/:id/end": {},
  "/network": { name: text, door: fc.constantFrom("open", "invitation", "closed") },
  "/network/organisations": { organisation: text },
  "/network/roles": { knownAs: alias, offer: fc.constantFrom("steward network", "navigator organisation x") },
  "/network/offered": {},
  "/roles/:secret": {},
  "/spaces/:id/messages/:message/report": { reason: fc.constantFrom("hurts", "sells", "danger", "exposes", "else"), words: text },
  "/reports/:report": { reason: fc.constantFrom("hurts", "sells", "danger", "exposes", "else"), words: text },
  "/network/reports/:report/claim": {},
  "/network/reports/:report/open": {},
  "/network/numbers": helpNumber,
  "/network/numbers/:number": helpNumber,
  "/network/numbers/:number/confirm": { phone },
  "/network/numbers/:number/end": {},
  "/network/reports/:report/answer": { outcome: fc.constantFrom("kept", "removed", "person-removed", "nothing"), answer: text },
};
