import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { openBrowser } from "../../../test/journeys/browser.ts";
import type { Community } from "../community.ts";
import type { Installed } from "./install.ts";
import { KEEPER, startNodebb, type NodebbServer } from "./start.ts";

const ROOMS = 8;
const PEOPLE = 9;
const SEND = "modules.chats.send";
const MESSAGES = 50;
const PAGES = 5; // of its keeper, since one may ask a hundred things in ten seconds
const PACE_MS = 110;
const STARTS_MS = 120_000;
const ANSWER_MS = 60_000; // it makes a password's hash in script
const SAID_MS = 4_000; // some that are said are never acknowledged, though they are there
const Config = z.object({ csrf_token: z.string() });
const personOf = (who: number) => ({ username: `writer${who}`, password: KEEPER.password });
const CONTENTS = `local said = {} for _, id in ipairs(redis.call("zrange", KEYS[1], 0, -1)) do said[#said + 1] = redis.call("hget", "message:" .. id, "content") end return said`;

/** The chats of NodeBB, its nearest thing to a room: eight of them, everyone in each. Whoever keeps it speaks from a browser of its own. */
export async function startNodebbCommunity(installed: Installed, home: string): Promise<Community & { stop: () => Promise<void> }> {
  const server = await startNodebb(installed, home);
  const browser = await openBrowser();
  const stop = async () => {
    await browser.close();
    await server.stop();
  };
  try {
    const context = await browser.newContext();
    context.setDefaultTimeout(STARTS_MS);
    await signedIn(context, server.target, KEEPER);
    const pages = await Promise.all(Array.from({ length: PAGES }, () => openedPage(context, server.target)));
    const rooms = await peopled(pages);
    return { ...communityOf(server, pages[0]!, rooms), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function signedIn({ request }: BrowserContext, target: string, who: { username: string; password: string }): Promise<void> {
  const { csrf_token: token } = Config.parse(await (await request.get(`${target}/api/config`)).json());
  const answer = await request.post(`${target}/login`, { form: who, headers: { "x-csrf-token": token } });
  if (!answer.ok()) throw new Error(`${who.username} was answered ${answer.status()}.`);
}

/** Asks over the socket that a page of NodeBB has open, as the page itself does. Undefined where no answer comes. */
async function emit(page: Page, event: string, data: unknown): Promise<unknown> {
  const most = event === SEND ? SAID_MS : ANSWER_MS;
  const asked = `new Promise((done, fail) => setTimeout(done, ${most}) && window.socket.emit(${JSON.stringify(event)}, ${JSON.stringify(data)}, (error, answer) => error ? fail(new Error(error.message)) : done(answer)))`;
  return await page.evaluate(asked);
}

async function openedPage(context: BrowserContext, target: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(target, { waitUntil: "domcontentloaded" });
  await page.waitForFunction("window.socket && window.socket.connected");
  return page;
}

/** Makes everyone and everything, each page in turn and none too fast. */
async function peopled(pages: Page[]): Promise<number[]> {
  let turn = 0;
  const ask = async (event: string, data: unknown) => {
    const page = pages[turn++ % pages.length]!;
    await wait(PACE_MS / pages.length);
    return await emit(page, event, data);
  };
  const number = async (event: string, data: unknown) => z.number().parse(await ask(event, data));
  await ask("admin.config.set", { key: "chatMessageDelay", value: "0" });
  const people: number[] = [];
  for (let who = 0; who < PEOPLE; who += 1)
    people.push(await number("admin.user.createUser", { ...personOf(who), email: `writer${who}@example.org` }));
  const rooms: number[] = [];
  for (let room = 0; room < ROOMS; room += 1) {
    const roomId = await number("modules.chats.newRoom", { touid: people[0] });
    for (let who = 1; who < PEOPLE; who += 1) await ask("modules.chats.addUserToRoom", { roomId, username: personOf(who).username });
    await ask("modules.chats.renameRoom", { roomId, newName: `Room ${room}` });
    for (let said = 0; said < MESSAGES; said += 1) await ask(SEND, { roomId, message: sentence(said) });
    rooms.push(roomId);
  }
  return rooms;
}

const sentence = (number: number): string => `The ${number}. evening was quieter than the one before, and I slept a little longer.`;

function communityOf({ target, ask }: NodebbServer, keeper: Page, rooms: number[]): Community {
  const idOf = (room: number) => rooms[room] ?? 0;
  return {
    name: "NodeBB",
    target,
    rooms: ROOMS,
    firstPath: "/",
    roomPath: (room, who) => `/user/${personOf(who).username}/chats/${idOf(room)}`,
    enter: (context, _origin, who) => signedIn(context, target, personOf(who)), // a cookie is for the host, whatever its port
    isFirstUsable: `document.readyState !== "loading" && document.querySelector("#content a")`,
    isRoomUsable: `window.socket && window.socket.connected && document.querySelector(".chat-modal:not(.hide) #chat-message-input")`,
    compose: (page, text) => page.locator(".chat-modal #chat-message-input").last().fill(text),
    sendButton: ".chat-modal #chat-message-send-btn",
    ownLine: '.chat-modal [component="chat/message"][data-self="1"]',
    safeLine: '.chat-modal [component="chat/message"][data-self="1"]',
    goHome: (page) => page.locator(".chat-modal #chat-close-btn").last().tap(),
    async open(page, room) {
      await page
        .locator(`[component="chat/recent/room"][data-roomid="${idOf(room)}"]`)
        .first()
        .tap();
      await page.locator(`.chat-modal[roomid="${idOf(room)}"] #chat-message-input`).waitFor();
    },
    say: async (room, message) => void (await emit(keeper, SEND, { roomId: idOf(room), message })),
    arrived: async (room) => z.array(z.string()).parse(await ask("eval", CONTENTS, "1", `uid:1:chat:room:${idOf(room)}:mids`)),
  };
}
