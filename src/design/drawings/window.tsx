/** A window with the sun in it, and a plant on the sill. 240 by 150. */
export const window = (
  <>
    <path class="wash" d="M72 14h96v98H72z" />
    <circle class="warm" cx="142" cy="44" r="13" />
    <path d="M72 14h96v98H72zM120 14v98M72 62h48M120 62h48" />
    <path class="face" d="M54 112h132v9H54z" />
    <path d="M72 14c-3 30-14 50-26 62M72 14c2 20-2 34-12 48M168 14c3 30 14 50 26 62M168 14c-2 20 2 34 12 48M60 8h120" />
    <path class="face" d="M86 90h22l-3 22H89z" />
    <path d="M97 90V70M97 80c-9 0-13-5-13-12 8 0 13 4 13 12zM97 74c8 0 12-5 12-11-8 0-12 4-12 11z" />
    <path class="pale" d="M14 144h212" />
  </>
);
