import { type DateOrder, yearOf } from "./calendar.ts";
import { type Header, numberOf } from "./stamp.ts";

/** What the lines of one shape say about the order of day and month. */
export interface Evidence {
  separator: string;
  yearFirst: number;
  firstOver12: number;
  firstOver31: number;
  secondOver12: number;
  falls: { dmy: number; mdy: number };
  last: { dmy: number; mdy: number };
  votes: { dmy: number; mdy: number };
  isPadded: boolean;
  isShort: boolean;
  isAmerican: boolean;
  isKorean: boolean;
}

export const noEvidence = (): Evidence => ({
  separator: "",
  yearFirst: 0,
  firstOver12: 0,
  firstOver31: 0,
  secondOver12: 0,
  falls: { dmy: 0, mdy: 0 },
  last: { dmy: 0, mdy: 0 },
  votes: { dmy: 0, mdy: 0 },
  isPadded: false,
  isShort: false,
  isAmerican: false,
  isKorean: false,
});

const PHONE_FILE = /-(20\d\d)-(\d\d)-(\d\d)-\d\d-\d\d-\d\d\.\w+/;
const ANDROID_FILE = /\b[A-Z]{3}-(20\d\d)(\d\d)(\d\d)-WA\d+/;

/** Adds what one line says. */
export function weigh(evidence: Evidence, header: Header, line: string): void {
  const [one, two, three] = header.numbers;
  const first = numberOf(one);
  const second = numberOf(two);
  evidence.separator ||= header.shape.replace("[", "").charAt(0);
  if (one.length > 2 || /^[RH]/.test(one)) evidence.yearFirst += 1;
  if (first > 12) evidence.firstOver12 += 1;
  if (first > 31) evidence.firstOver31 += 1;
  if (second > 12) evidence.secondOver12 += 1;
  if (one.length === 2 && first < 10) evidence.isPadded = true;
  if (one.length === 1) evidence.isShort = true;
  const stamp = line.slice(0, header.bodyAt);
  if (three.length === 2 && /[AP]M\b/.test(stamp)) evidence.isAmerican = true;
  if (/오[전후]/.test(stamp)) evidence.isKorean = true;
  const year = yearOf(three, header.isBuddhist) * 372;
  const days = { dmy: year + second * 31 + first, mdy: year + first * 31 + second };
  if (isSaid(line, header.bodyAt)) {
    for (const order of ["dmy", "mdy"] as const) {
      if (days[order] < evidence.last[order]) evidence.falls[order] += 1;
      evidence.last[order] = days[order];
    }
  }
  weighFile(evidence, days, line);
}

/** Dates inside attachment names: an iPhone's equals its line's stamp, an Android's is never later. */
function weighFile(evidence: Evidence, days: { dmy: number; mdy: number }, line: string): void {
  if (days.dmy === days.mdy || !line.includes("-20")) return;
  const phone = PHONE_FILE.exec(line);
  const [, year = "", month = "", date = ""] = phone ?? ANDROID_FILE.exec(line) ?? [];
  if (!year) return;
  const day = Number(year) * 372 + Number(month) * 31 + Number(date);
  for (const [order, other] of [
    ["dmy", "mdy"],
    ["mdy", "dmy"],
  ] as const) {
    if (phone ? days[order] === day : days[order] >= day && days[other] < day) evidence.votes[order] += 1;
  }
}

/** Notices stand out of order and so say nothing about the order of dates. */
function isSaid(line: string, bodyAt: number): boolean {
  const colon = line.indexOf(": ", bodyAt);
  return (
    colon > 0 &&
    colon < bodyAt + 80 &&
    !/^[\u200e\u200f]/.test(line.slice(bodyAt, bodyAt + 1)) &&
    !/[\u200e\u200f]/.test(line.charAt(colon + 2))
  );
}

export interface Decision {
  order: DateOrder | undefined;
  /** True when only the look of the stamp spoke, and a person should be told what was taken. */
  isByLook: boolean;
}

const sure = (order: DateOrder): Decision => ({ order, isByLook: false });

/** The order of one file, by the strongest evidence it has; undefined when nothing settles it. */
export function decide(evidence: Evidence, lines: number): Decision {
  const { falls, votes, firstOver12, secondOver12 } = evidence;
  if (evidence.yearFirst * 2 > lines || evidence.firstOver31 * 2 > lines || evidence.isKorean) return sure("ymd");
  if (firstOver12 !== secondOver12) return sure(firstOver12 > secondOver12 ? "dmy" : "mdy");
  if (votes.dmy !== votes.mdy) return sure(votes.dmy > votes.mdy ? "dmy" : "mdy");
  if (falls.dmy * 2 < falls.mdy) return sure("dmy");
  if (falls.mdy * 2 < falls.dmy) return sure("mdy");
  if (evidence.separator === "." || evidence.separator === "-") return { order: "dmy", isByLook: true };
  if (evidence.isAmerican && evidence.isShort && !evidence.isPadded) return { order: "mdy", isByLook: true };
  return { order: undefined, isByLook: false };
}
