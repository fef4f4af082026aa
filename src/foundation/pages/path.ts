/** Only a path of our own house; anything else would make us an open door to other people's. */
export const pathWithin = (next: unknown): string =>
  typeof next === "string" && /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(next) ? next : "/";
