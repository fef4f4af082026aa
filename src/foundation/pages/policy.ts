import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const self = ["'self'"];

/** What a page of ours may load and do: nothing from elsewhere, no script or style that stands in the page itself. */
const contentSecurityPolicy = {
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

/**
 * What is no page carries this instead: nothing in it may run, and no page may frame it. The rest would be half of a small answer, and a
 * woman pays for each.
 */
export const guards: Record<string, string> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};
const RUNS = /^text\/html|javascript/; // a page, and a worker, which is bound by what its own answer says
const OF_PAGES = [
  "cross-origin-opener-policy",
  "origin-agent-cluster",
  "referrer-policy",
  "strict-transport-security",
  "x-dns-prefetch-control",
];

/** The headers of pages. Four that only dead browsers read stay out; who may frame us stands in the policy. */
const ofPages = secureHeaders({
  contentSecurityPolicy,
  referrerPolicy: "same-origin",
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Gives each answer the headers that guard it. */
export const guarded: MiddlewareHandler[] = [
  async (c, next) => {
    await next();
    if (RUNS.test(c.res.headers.get("content-type") ?? "")) return;
    for (const name of OF_PAGES) c.res.headers.delete(name);
    for (const [name, value] of Object.entries(guards)) c.res.headers.set(name, value);
  },
  ofPages,
];
