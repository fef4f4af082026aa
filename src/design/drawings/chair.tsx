/** A chair drawn up to a window, with a cushion on it. 240 by 150. */
export const chair = (
  <>
    <path class="pale" d="M14 142h212" />
    <path class="wash" d="M34 12h84v80H34z" />
    <circle class="warm" cx="60" cy="36" r="11" />
    <path d="M34 12h84v80H34zM76 12v80M34 52h84" />
    <path class="face" d="M26 92h100v8H26z" />
    <path d="M208 26l-9 76M186 30l-7 72M205 46h-21M203 62h-21M201 78h-20" />
    <path class="warm" d="M147 89h42a6 6 0 0 1 6 6v7h-54v-7a6 6 0 0 1 6-6z" />
    <path d="M199 102h-60l-6 40M199 102l8 40M137 118h66M146 118l-2 24M192 118l3 24" />
  </>
);
