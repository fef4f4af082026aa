import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { letAllBeDue, letManyListen, tally, type Due } from "../../test/due.ts";
import { openPostOffice, type PostOffice } from "../../test/post-office.ts";
import { openPushService, type PushService } from "../../test/push-receiver.ts";
import { populate, startKith, type KithServer } from "../contestants/kith.ts";
import { number, tableOf } from "../figures.ts";
import { ownerUrlOf } from "../machine/history.ts";
import { tell, type Measure } from "../measure.ts";

const PEOPLE = 10_000;
const KILLS = [0.25, 0.5, 0.75]; // of what is to come
const LOOK_MS = 20;
const MOMENT_MS = 500; // so that it strikes anywhere, also between a sending and its being written down
const NEVER_MS = 900_000;

interface Receivers {
  mail: PostOffice;
  push: PushService;
}

export const measure: Measure = {
  title: "everyone due at once, through three kill -9",
  run: async ({ place, isQuick }) => {
    const people = isQuick ? 300 : PEOPLE;
    const home = join(place, "homes", "kith-notifications");
    const receivers = { mail: await openPostOffice(), push: await openPushService() };
    const env = { SMTP_URL: receivers.mail.url, VAPID_SERVICES: receivers.push.origin };
    let server = await startKith(home, { env });
    try {
      const due = await prepare(home, server, people, receivers.push.origin);
      const begun = performance.now();
      for (const share of KILLS) {
        await cameTo(receivers, people * share);
        await wait(Math.random() * MOMENT_MS);
        process.kill(server.running.pid, "SIGKILL");
        tell(`  killed after ${number(countOf(receivers))} of ${number(people)}`);
        server = await startKith(home, { isNew: false, env });
      }
      const { planned, again } = await allEnded(home);
      const seconds = (performance.now() - begun) / 1_000;
      return found(people, planned, again, seconds, due, receivers);
    } finally {
      await server.running.stop();
      await Promise.all([receivers.mail.close(), receivers.push.close()]);
      await rm(home, { recursive: true, force: true });
    }
  },
};

const countOf = ({ mail, push }: Receivers) => mail.taken.length + push.taken.length;

/** A community in which somebody says something, and whose members all have waited long enough. */
async function prepare(home: string, { port }: KithServer, count: number, service: string): Promise<Due> {
  const { people, spaces } = await populate(home, { people: 2, spaces: 1, members: 2, messages: 0 });
  const space = spaces[0]!.id;
  const secret = (await readFile(join(home, "secret"), "utf8")).trim();
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  try {
    const due = await letManyListen(owner, { secret, space, count, service });
    const said = await fetch(`http://127.0.0.1:${port}/api/spaces/${space}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${people[0]!.token}`, "content-type": "application/json" },
      body: JSON.stringify({ id: crypto.randomUUID(), text: "Good morning" }),
    });
    if (said.status !== 201) throw new Error(`Saying something was answered ${said.status}.`);
    await letAllBeDue(owner, count);
    return due;
  } finally {
    await owner.end();
  }
}

async function cameTo(receivers: Receivers, count: number): Promise<void> {
  const end = performance.now() + NEVER_MS;
  while (countOf(receivers) < count) {
    if (performance.now() > end) throw new Error(`Only ${countOf(receivers)} came.`);
    await wait(LOOK_MS);
  }
}

/** Waits until nothing is planned or being sent any more. Gives how many deliveries there are, and how many were begun more than once. */
async function allEnded(home: string): Promise<{ planned: number; again: number }> {
  const owner = new Client(await ownerUrlOf(home));
  await owner.connect();
  const end = performance.now() + NEVER_MS;
  const asked = `select count(*)::int as planned, count(*) filter (where ended_at is null)::int as open, count(*) filter (where tries > 1)::int as again,
    (select count(*)::int from notification_look) as untold from notification_delivery`;
  try {
    for (;;) {
      const { rows } = await owner.query<{ planned: number; open: number; again: number; untold: number }>(asked);
      const { planned, open, again, untold } = rows[0]!;
      if (open === 0 && untold === 0 && planned > 0) return { planned, again };
      if (performance.now() > end) throw new Error(`${open} deliveries never ended.`);
      await wait(500);
    }
  } finally {
    await owner.end();
  }
}

function found(people: number, planned: number, again: number, seconds: number, due: Due, { mail, push }: Receivers) {
  const { lost, doubled, raw, came } = tally(due, mail.taken, push.taken);
  const figures = { people, planned, came, lost, doubled, raw, again, seconds };
  const head = ["people due", "came", "lost", "doubled by id", "doubled raw", "begun again", "seconds in all"];
  return {
    table: tableOf(head, [[people, came, lost, doubled, raw, again, seconds].map((figure) => number(figure))]),
    results: figures,
    failures: planned === people ? [] : [`${planned} deliveries for ${people} people.`],
    notes: [
      "Half are letters to an SMTP server, half pushes to a push service, both on this machine; the seconds hold three starts of Kith.",
    ],
    verdicts: [
      {
        promise: `${number(people)} notifications due at once, none lost through three kill -9`,
        found: `${number(lost)} lost`,
        holds: lost === 0,
      },
      {
        promise: "none doubled for a receiver that knows an id it has seen (Message-ID, push topic)",
        found: `${number(doubled)} doubled; ${number(raw)} came twice under one id`,
        holds: doubled === 0,
      },
    ],
  };
}
