/** A door that stands open, and a plant beside it. 240 by 150. */
export const door = (
  <>
    <path class="pale" d="M14 142h212" />
    <path class="wash" d="M92 18h56v124H92z" />
    <path class="wash" d="M92 142h56l40 0-22-22h-18z" />
    <path d="M84 142V12h72v130" />
    <path class="face" d="M92 142V20l38 12v122z" />
    <circle class="warm" cx="122" cy="88" r="4" />
    <path d="M100 40l20 6v30l-20-3zM100 86l14 3" />
    <path class="face" d="M176 118h24l-4 24h-16z" />
    <path d="M188 118V94M188 106c-10 0-14-6-14-13 9 0 14 5 14 13zM188 100c9 0 13-6 13-13-9 0-13 5-13 13z" />
  </>
);
