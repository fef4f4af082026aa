import type { BrowserContext, Page } from "playwright-core";

/** A community that a phone can be pointed at: Kith, or one of the others. Its rooms are all hers, and hold fifty messages each. */
export interface Community {
  name: string;
  /** The server itself, without a phone's network before it. */
  target: string;
  rooms: number;
  /** Where a stranger begins. */
  firstPath: string;
  /** Where one of its people finds a room. */
  roomPath: (room: number, who: number) => string;
  /** Signs one of its people in on this phone; the first is 0. */
  enter(context: BrowserContext, origin: string, who: number): Promise<void>;
  /** An expression that is true in a stranger's first page when it can be used. */
  isFirstUsable: string;
  /** The same in a room: one can read, and what one writes goes out. */
  isRoomUsable: string;
  /** Writes without sending. */
  compose(page: Page, text: string): Promise<void>;
  /** What is tapped to send. */
  sendButton: string;
  /** One's own line in a room, for `:has-text` and the like. */
  ownLine: string;
  /** The same once it would survive the end of the page, and says so. */
  safeLine: string;
  /** Leaves a room for where all rooms are listed. */
  goHome(page: Page): Promise<void>;
  /** Follows the list into a room, until it can be used. */
  open(page: Page, room: number): Promise<void>;
  /** Someone else says something there, from a good network. */
  say(room: number, text: string): Promise<void>;
  /** Makes ready someone else who says a photo in a room, where it is shown small; undefined where photos are not shown so. */
  photo?(): Promise<(room: number) => Promise<unknown>>;
  /** All that the server has of a room, oldest first. */
  arrived(room: number): Promise<string[]>;
}
