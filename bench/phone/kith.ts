import type { BrowserContext } from "playwright-core";
import { populate, signIn, startKith, type Populated } from "../contestants/kith.ts";
import type { Community } from "./community.ts";
import { kithTown, type KithTown } from "./kith-town.ts";
import { somePhotos } from "./some-photos.ts";
import { seenOn } from "./seen.ts";

const ROOMS = 8;
const PEOPLE = 12;
const MESSAGES = 220; // more than a phone keeps of a room

export interface KithCommunity extends Community, Omit<KithTown, "roomPath"> {
  roomPath: (room: number) => string;
  stop: () => Promise<void>;
}

/** Kith as it starts, with a name, and a dozen people who are all in eight rooms. */
export async function startKithCommunity(home: string): Promise<KithCommunity> {
  const { running, port } = await startKith(home);
  try {
    const origin = `http://127.0.0.1:${port}`;
    const body = new URLSearchParams({ name: "By the river", knownAs: "Rosa" });
    await fetch(`${origin}/first-steps`, { method: "POST", headers: { origin }, body, redirect: "manual" });
    const people = await populate(home, { people: PEOPLE, spaces: ROOMS, members: PEOPLE, messages: MESSAGES });
    return { ...kithCommunity(port, people, await signIn(port, people.people)), stop: running.stop };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** A running Kith whose people are all in all of its rooms, as a phone sees it; `cookies` by the person's id. */
export function kithCommunity(port: number, populated: Populated, cookies: Map<string, string>): Omit<KithCommunity, "stop"> {
  const target = `http://127.0.0.1:${port}`;
  const town = kithTown(target, populated);
  const { roomPath, sayPhoto } = town;
  return {
    ...town,
    name: "Kith",
    target,
    rooms: populated.spaces.length,
    firstPath: "/welcome",
    isFirstUsable: `document.readyState !== "loading" && document.querySelector("main a")`,
    isRoomUsable: `window.feedOpened && document.querySelector("#words")`,
    sendButton: ".composer .send",
    ownLine: "#talk .say.mine",
    safeLine: "#talk .say.mine:not(.going)",
    enter: (context, origin, who) => entered(context, origin, cookies.get(populated.people[who]?.id ?? "") ?? ""),
    compose: (page, text) => page.locator("#words").fill(text),
    async goHome(page) {
      await page.locator("a.bar-back").tap();
      await page.waitForURL((url) => url.pathname === "/");
    },
    async open(page, room) {
      await page
        .locator(`main a[href^="${roomPath(room)}"]`)
        .first()
        .tap();
      await page.waitForURL((url) => url.pathname === roomPath(room));
      await seenOn(page);
    },
    async photo() {
      const photos = await somePhotos();
      return async (room) => await sayPhoto(room, photos[room % photos.length]!);
    },
  };
}

async function entered(context: BrowserContext, origin: string, cookies: string): Promise<void> {
  const pairs = cookies.split("; ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: origin })));
}
