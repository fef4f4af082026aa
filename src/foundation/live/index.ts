export { openLive, type Live, type Source, type Subscription } from "./live.ts";
export { cursorOf, type Entry, type Positions } from "./frame.ts";
export { openNotices, type Notices } from "./notices.ts";
