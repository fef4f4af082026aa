/** A kettle just off the stove, and a cup. 240 by 150. */
export const kettle = (
  <>
    <path class="pale" d="M14 140h212" />
    <path class="wash" d="M54 128a66 66 0 0 1 132 0z" />
    <path class="face" d="M78 132c-8-40 12-64 42-64s50 24 42 64z" />
    <path d="M104 68c0-7 6-11 16-11s16 4 16 11M90 76C84 34 156 34 150 76M160 108c14-4 14-22 30-26l4 5c-10 5-10 24-30 34M120 57v-5" />
    <circle class="warm" cx="120" cy="50" r="4" />
    <path d="M84 112h72M200 74c-4-6 4-8 0-15M210 72c-4-6 4-8 0-15" />
    <path class="face" d="M30 114h28v8a12 12 0 0 1-12 12h-4a12 12 0 0 1-12-12z" />
    <path d="M58 118h3a5 5 0 0 1 0 10h-5M24 138h40" />
  </>
);
