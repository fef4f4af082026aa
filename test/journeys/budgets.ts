/** Bytes on the wire. */
export interface Weight {
  html: number;
  style: number;
  script: number;
  icons: number;
}

/** All style sheets together, and all icons: one cached file each, the same for every page. */
export const STYLES = 9_250;
export const ICONS = 2_600;

/** What a phone on a slow line may be asked for before it shows a room for the first time. */
export const FIRST_ROOM = 60_000;
export const SCRIPT_OF_A_ROOM = 25_000;

/** By route: the document as gzip with its headers, then the scripts of its islands. A little above what each costs today. */
export const budgets: Record<string, [html: number, script: number]> = {
  "/welcome": [2_750, 0],
  "/join": [2_500, 0],
  "/keep": [2_500, 16_000],
  "/enter": [2_500, 16_500],
  "/enter/link": [2_250, 0],
  "/enter/link/:token": [2_000, 0],
  "/notice": [2_000, 0],
  "/help": [2_250, 0],
  "/offline": [2_250, 0],
  "/leave": [2_000, 0],
  "/me": [2_250, 0],
  "/me/look": [7_250, 0],
  "/me/sessions": [2_250, 0],
  "/me/tokens": [2_250, 0],
  "/me/tokens/made": [2_250, 0],
  "/me/ways-in": [2_500, 16_000],
  "/me/mailbox/:token": [2_000, 0],
  "/news": [2_250, 0],
  "/me/news": [4_500, 16_000],
  "/letters/:token": [2_000, 0],
  "/network": [2_750, 0],
  "/network/offered": [2_250, 0],
  "/roles/:secret": [2_000, 0],
  "/": [2_850, 0],
  "/search": [3_500, 0],
  "/rooms": [2_500, 0],
  "/keys": [2_500, 0],
  "/rooms/new": [2_500, 0],
  "/code": [2_250, 0],
  "/invitations/:secret": [2_250, 0],
  "/rooms/:id/join": [2_250, 0],
  "/spaces/:id": [9_300, 25_000],
  "/spaces/:id/about": [3_250, 0],
  "/reports": [2_250, 0],
  "/reports/:report": [2_500, 0],
  "/desk": [2_500, 0],
  "/network/numbers": [2_750, 0],
  "/network/numbers/new": [7_000, 0],
  "/network/numbers/:number": [7_500, 0],
  "/network/reports": [2_500, 0],
  "/network/reports/:report": [2_750, 0],
  "/spaces/:id/messages/:message": [3_000, 0],
};
