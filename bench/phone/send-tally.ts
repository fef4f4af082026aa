import type { Passed } from "../../test/wire/phone-wire.ts";
import type { Figure } from "./figure.ts";

export interface Written {
  /** What she wanted to say: the same for all tries at it. */
  line: string;
  text: string;
  /** Whether she tapped “send” and the page took it. */
  isTapped: boolean;
  /** Whether she saw it in the room after she had sent it. What she did not see may have arrived, or not. */
  isSure: boolean;
}

export interface PhoneSends {
  written: Written[];
  /** What the server has of the room, in its order. */
  arrived: string[];
  kills: number;
  wire: Passed | undefined;
}

export interface Sends {
  sent: number;
  lost: string[];
  doubled: string[];
  /** Sent but never seen in the room, so that she wrote them anew; and how many of these stand in the room twice now. */
  anew: number;
  twice: number;
  /** Pairs that arrived in another order than they were sent. */
  swapped: number;
  kills: number;
  requests: number;
  troubled: number;
}

/** Holds what arrived against what she saw leave. */
export function talliedSends(phones: PhoneSends[]): Sends {
  const sends: Sends = { sent: 0, lost: [], doubled: [], anew: 0, twice: 0, swapped: 0, kills: 0, requests: 0, troubled: 0 };
  for (const { written, arrived, kills, wire } of phones) {
    const times = new Map<string, number>();
    for (const text of arrived) times.set(text, (times.get(text) ?? 0) + 1);
    const sure = written.filter(({ isSure }) => isSure).map(({ text }) => text);
    sends.sent += sure.length;
    sends.lost.push(...sure.filter((text) => !times.has(text)));
    sends.doubled.push(...written.map(({ text }) => text).filter((text) => (times.get(text) ?? 0) > 1));
    const tried = Map.groupBy(
      written.filter(({ isTapped }) => isTapped),
      ({ line }) => line,
    );
    for (const tries of tried.values()) {
      if (tries.length > 1) sends.anew += 1;
      if (tries.filter(({ text }) => times.has(text)).length > 1) sends.twice += 1;
    }
    const places = sure.map((text) => arrived.indexOf(text)).filter((place) => place >= 0);
    sends.swapped += places.filter((place, at) => place < (places[at - 1] ?? -1)).length;
    sends.kills += kills;
    sends.requests += wire?.requests ?? 0;
    sends.troubled += (wire?.requests ?? 0) - (wire?.fates.well ?? 0);
  }
  return sends;
}

export function figureOfSends({ sent, lost, doubled, anew, twice, swapped, kills, requests, troubled }: Sends, wanted: number): Figure {
  const found = `${sent.toLocaleString("en")} sent through ${kills} killed renderers and ${troubled} of ${requests} requests in trouble: ${lost.length} lost, ${doubled.length} doubled, ${swapped} out of order; ${anew} she had to write anew, of which ${twice} stand there twice`;
  const holds = sent >= wanted && lost.length + doubled.length + swapped === 0;
  return {
    row: 5,
    what: "sending on a bad network",
    promise: `${wanted.toLocaleString("en")} sends, 0 lost, 0 doubled, in order`,
    found,
    holds,
  };
}
