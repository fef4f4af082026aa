/** A chair drawn up to a window, with a cushion on it. 240 by 150. */
export const chair = (
  <>
    <path class="pale" d="M14 142h212" />
    <path class="wash" d="M28 16h84v84H28z" />
    <circle class="warm" cx="88" cy="40" r="10" />
    <path d="M28 16h84v84H28zM70 16v84M28 56h84" />
    <path class="face" d="M20 100h100v7H20z" />
    <path d="M196 26v116M190 30c-4 14-4 34 0 52M190 34h6M188 48h8M187 62h9M196 88h-54v54M196 96h-54" />
    <path class="face" d="M140 80h54v10h-54z" />
    <path class="warm" d="M152 66h30a6 6 0 0 1 6 6v2a6 6 0 0 1-6 6h-30a6 6 0 0 1-6-6v-2a6 6 0 0 1 6-6z" />
    <path d="M196 120h-54" />
  </>
);
