import type { Ask, Outcome, Place } from "./cells.ts";
import type { Proof } from "./town.ts";

/** As a browser without script asks, or as a script. */
export const forms = ["html", "json"] as const;
export type FormOf = (typeof forms)[number];

/** An answer, complete but for its date. */
export interface Answer {
  status: number;
  headers: [string, string][];
  body: string;
}

/** Sends one request of valid shape. Of a live feed only the head is read. */
export async function asks(url: string, method: string, { path, fields }: Ask, proof: Proof, form: FormOf): Promise<Answer> {
  const isBodiless = method === "GET" || fields === undefined;
  const body = isBodiless ? undefined : form === "json" ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  const type = form === "json" ? "application/json" : "application/x-www-form-urlencoded";
  const headers = {
    ...proof,
    accept: form === "json" ? "application/json" : "text/html",
    "accept-encoding": "identity", // what is squeezed differs in length where only the id that was asked for differs
    ...(isBodiless ? {} : { "content-type": type }),
    ...(method !== "GET" && form === "html" ? { origin: url } : {}),
  };
  const response = await fetch(url + path, { method, redirect: "manual", headers, ...(body === undefined ? {} : { body }) });
  const isFeed = response.headers.get("content-type")?.includes("event-stream") ?? false;
  if (isFeed) await response.body?.cancel();
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => name !== "date").toSorted(([a], [b]) => (a < b ? -1 : 1)),
    body: isFeed ? "" : await response.text(),
  };
}

const DOORS = /^\/(?:enter\?next=%2F[^&]*|join\?next=%2F[^&]*(?:&pass=[^&]*)?|welcome)$/;

/** What an answer says, in the words of the tables; its status where it is none of them. */
export function outcomeOf({ status, headers }: Answer, method: string): Outcome | `${number}` {
  const location = headers.find(([name]) => name === "location")?.[1];
  if (status === 401 || (status === 303 && method === "GET" && DOORS.test(location ?? ""))) return "door";
  if (status === 404) return "absent";
  if (status === 409 || status === 422) return "refused";
  if (status === 200 || status === 201 || status === 303) return "ok";
  return `${status}`;
}

/** Whoever holds an invitation may pass a quiet door by it. It tells that the invitation is one, to her who has it; guesses are counted. */
const PASS = /&pass=[^&]*/;

/** The answer with what the request itself named taken out of it, so that answers about two objects can be compared. */
export function withoutNames({ status, headers, body }: Answer, place: Place): string {
  const named = Object.values(place).filter((value) => value.length >= 6);
  const blank = (text: string) => named.reduce((less, name) => less.replaceAll(name, "…"), text).replace(PASS, "");
  return JSON.stringify([status, headers.map(([name, value]) => [name, blank(value)]), blank(body)], null, 1);
}
