import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { ComponentChild } from "preact";
import type { IconName } from "#design";
import type { Database, Transaction } from "#foundation/database";
import type { Identity } from "#foundation/identity";
import type { Jobs } from "#foundation/jobs";
import type { Locale } from "#foundation/language";
import type { Live } from "#foundation/live";
import type { Dictionaries } from "./dictionary.ts";
import type { Looks } from "./looks.ts";

/** Where the browser finds our files; from Vite's manifest in production, from Vite itself in development. */
export interface Assets {
  styles: string[];
  script: string;
  icons: string;
  chunkOf: (island: string) => string[];
  /** The icon of an installed Kith, by the name it goes by and its width in pixels; none in development. */
  appIcon?: (name: string, pixels: number) => string;
  /** The worker of the browser, as one script; none in development. `keepsPages`: whether it keeps pages on a phone. */
  worker?: { script: string; keepsPages: boolean };
  reload?: string;
}

/** A way from one room's page to another room's, in the words of whoever asks. */
export interface Way {
  href: string;
  icon: IconName;
  label: string;
  hint?: string;
  /** Before everything that is to be settled there. */
  isFirst?: boolean;
}
type WaysFor = (tx: Transaction, locale: Locale) => Promise<Way[]>;

/** What every route may use. The front hall puts it there, once for all requests. */
export interface Resources {
  db: Database;
  identity: Identity;
  live: Live;
  jobs: Jobs;
  assets: Assets;
  origin: string;
  secret: string;
  proxies: number;
  hasMail: boolean;
  /** Ways that rooms above lay to pages of theirs, from what is hers, and from the desk and the network's page. */
  ways: { me: WaysFor; network: WaysFor };
  /** What pages have in common; none in development, where pages change. */
  dictionaries: Dictionaries | undefined;
  /** Set where everything and everyone is invented; `canChoose` where a visitor may choose whom to be. */
  invented: { canChoose: boolean } | undefined;
}

export interface House {
  Bindings: HttpBindings;
  Variables: {
    resources: Resources;
    locale: Locale;
    zone: string;
    looks: Looks;
    /** Little data, by her choice or her browser's: nothing that only pleases, no preloads, a picture as a link with its size. */
    isSparing: boolean;
    /** How many messages are new in her rooms, on the pages that know it. */
    news: number | undefined;
    /** How much else waits for her, on the same pages. */
    waits: number | undefined;
    /** What stands before the content of any page just now. */
    alongside: ComponentChild;
  };
}

export type Asked = Context<House>;
