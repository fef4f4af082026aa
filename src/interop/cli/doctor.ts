import { existsSync } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { join } from "node:path";
import { freeBytes, occupantOf } from "#foundation/home";
import { Obstacle, type Settings } from "#foundation/settings";
import { databaseFindings } from "./doctor-database.ts";
import type { Verb } from "./verb.ts";

/** One thing looked at. Without `mend` it is fine; with it, `blocks` says whether Kith cannot run until it is mended. */
export interface Finding {
  about: string;
  says: string;
  mend?: string;
  blocks?: boolean;
}

const OLDEST_NODE = 24;
const MEGABYTE = 1024 * 1024;
const ENOUGH_MB = 1_024;
const TOO_LITTLE_MB = 200;
const OTHERS = 0o077;

/** Looks at everything that whoever runs Kith can set, and changes nothing. */
export const doctor: Verb = {
  name: "doctor",
  takes: [],
  says: "say what is misconfigured, and how to mend it",
  async run({ settings }) {
    const findings = [ofNode(), ...(await ofSettings(settings))];
    const isWell = !findings.some(({ blocks }) => blocks);
    const width = Math.max(...findings.map(({ about }) => about.length)) + 2;
    const lines = findings.map(
      ({ about, says, mend }) =>
        `${about.padEnd(width)}${mend === undefined ? "fine" : "mend"}: ${says}${mend === undefined ? "" : ` ${mend}`}`,
    );
    const checks = findings.map(({ blocks = false, ...finding }) => ({
      ...finding,
      state: finding.mend === undefined ? "fine" : "mend",
      blocks,
    }));
    return {
      value: { ok: isWell, checks },
      text: [...lines, "", isWell ? "Kith can run." : "Kith cannot run until this is mended."].join("\n"),
      exitCode: isWell ? 0 : 1,
    };
  },
};

function ofNode(): Finding {
  const says = `Node ${process.versions.node}.`;
  const isOld = Number(process.versions.node.split(".")[0]) < OLDEST_NODE;
  return isOld ? { about: "node", says, mend: `Install Node ${OLDEST_NODE} or later.`, blocks: true } : { about: "node", says };
}

async function ofSettings(read: () => Settings): Promise<Finding[]> {
  try {
    const settings = read();
    const home = await ofHome(settings);
    const data = home.some(({ blocks }) => blocks) ? [] : await databaseFindings(settings);
    return [
      { about: "settings", says: "Every variable can be read." },
      ...home,
      ...data,
      ofOrigin(settings),
      ofMail(settings),
      ofPush(settings),
      ofProxies(settings),
    ];
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    return [{ about: "settings", says: error.message, mend: "Correct it, then ask again.", blocks: true }];
  }
}

async function ofHome({ home }: Settings): Promise<Finding[]> {
  if (!existsSync(home)) return [{ about: "data", says: `${home} does not exist yet; the first start makes it.` }];
  try {
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [{ about: "data", says: `This user may not write in ${home}.`, mend: "Give it the right to, or set KITH_HOME.", blocks: true }];
  }
  const open: string[] = [];
  for (const file of ["secret", "database-password"].map((name) => join(home, name)))
    if (existsSync(file) && ((await stat(file)).mode & OTHERS) !== 0) open.push(file);
  const secrets: Finding =
    open.length > 0
      ? { about: "secrets", says: `Other users may read ${open.join(" and ")}.`, mend: `Run: chmod 600 ${open.join(" ")}` }
      : { about: "secrets", says: "Only this user may read them." };
  const server = await occupantOf(home);
  const doing = server
    ? `${server.doing === "serve" ? `Kith runs: ${server.url ?? "starting"}` : server.doing} (process ${server.process}).`
    : "Nothing runs here now.";
  return [{ about: "data", says: `${home} can be written. ${doing}` }, secrets, await ofDisk(home)];
}

async function ofDisk(home: string): Promise<Finding> {
  const free = Math.floor((await freeBytes(home)) / MEGABYTE);
  const says = `${free.toLocaleString("en")} MB free.`;
  if (free < TOO_LITTLE_MB) return { about: "disk", says, mend: `Free some space: Kith needs ${TOO_LITTLE_MB} MB to start.`, blocks: true };
  return free < ENOUGH_MB ? { about: "disk", says, mend: "Free some space before it fills up." } : { about: "disk", says };
}

function ofOrigin({ origin, port, host }: Settings): Finding {
  const address = origin ?? `http://localhost:${port}`;
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
    const isHidden = protocol === "http:" && !["localhost", "127.0.0.1", "::1"].includes(host);
    if (!isHidden) return { about: "address", says: `People come in at ${address}.` };
    return {
      about: "address",
      says: `HOST ${host} lets others in, but KITH_ORIGIN says ${address}.`,
      mend: "Set KITH_ORIGIN to the public https address.",
    };
  }
  return {
    about: "address",
    says: `${address} is not encrypted.`,
    mend: "Put a proxy with a certificate in front, and set KITH_ORIGIN to its https address: passkeys and the outbox need it.",
  };
}

function ofMail({ smtpUrl }: Settings): Finding {
  if (smtpUrl !== undefined) return { about: "mail", says: `Letters go by ${new URL(smtpUrl).host}.` };
  return {
    about: "mail",
    says: "No mail server is set, so nobody can sign in by e-mail link or be told by letter.",
    mend: "Set SMTP_URL if people should.",
  };
}

function ofPush({ push, origin }: Settings): Finding {
  const keys = push.keys ? "the keys that are set" : "keys of its own";
  if (origin?.startsWith("https:") && push.subject === undefined)
    return {
      about: "push",
      says: `Notices go to browsers under ${keys}, and no push service knows whom to write to.`,
      mend: "Set VAPID_SUBJECT to mailto: and your mailbox.",
    };
  return { about: "push", says: `Notices go to browsers under ${keys}.` };
}

function ofProxies({ proxies, origin }: Settings): Finding {
  const says = `${proxies} trusted.`;
  if (proxies === 0 && origin?.startsWith("https:"))
    return {
      about: "proxies",
      says: "The address is https, yet no proxy is trusted, so all people seem to come from one place.",
      mend: "Set KITH_PROXIES to the number of proxies in front.",
    };
  return { about: "proxies", says };
}
