const self = ["'self'"];

/** What a page of ours may load and do: nothing from elsewhere, no script or style that stands in the page itself. */
export const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: self,
  styleSrc: self,
  connectSrc: self,
  imgSrc: ["'self'", "data:"],
  mediaSrc: self,
  manifestSrc: self,
  workerSrc: self,
  formAction: self,
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

const hyphened = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The same, and the other headers that every answer carries, for an address that speaks to the wire itself. */
export const guards: Record<string, string> = {
  "content-security-policy": Object.entries(contentSecurityPolicy)
    .map(([name, sources]) => `${hyphened(name)} ${sources.join(" ")}`)
    .join("; "),
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};
