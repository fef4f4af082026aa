/** A laid table under a lamp, and two chairs. 240 by 156. */
export const table = (
  <>
    <path class="pale" d="M8 150h224" />
    <path class="wash" d="M84 54h72l34 44H50z" />
    <path d="M120 4v22" />
    <path class="face" d="M94 54c1-17 11-28 26-28s25 11 26 28z" />
    <path class="warm" d="M112 54h16a8 8 0 0 1-16 0z" />
    <path class="face" d="M62 98h116v7H62z" />
    <path d="M72 105l-5 45M168 105l5 45" />
    <path class="face" d="M82 82h19v7a8 8 0 0 1-8 8h-3a8 8 0 0 1-8-8z" />
    <path d="M101 85h2a4 4 0 0 1 0 8h-3M88 77c-3-4 3-5 0-10M95 77c-3-4 3-5 0-10" />
    <circle class="warm" cx="133" cy="79" r="8" />
    <circle class="warm" cx="149" cy="79" r="8" />
    <path d="M129 73l4 2 4-2M145 73l4 2 4-2M133 75v-4M149 75v-4" />
    <path class="face" d="M121 83h40c0 8-5 14-12 14h-16c-7 0-12-6-12-14z" />
    <path d="M22 62l5 54M27 116h30l3 34M27 116l-3 34M24 78h14M25 92h14M38 66l4 50" />
    <path d="M222 58l-6 58M216 116h-30l-4 34M216 116l5 34M220 76h-15M218 91h-15M206 61l-4 55" />
  </>
);
