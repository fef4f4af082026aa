import type { Header } from "./stamp.ts";
import { numberOf } from "./stamp.ts";

/** Which of the three numbers of a date is what. */
export type DateOrder = "dmy" | "mdy" | "ymd";

/** A day: its number since 1970-01-01, and its ISO form. */
export interface Day {
  number: number;
  iso: string;
}

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
const MOST_CACHED = 10_000;

/** Reads dates in one order, remembering the ones it has met. Answers undefined for a day that does not exist, as 31.02. */
export function dayReader(order: DateOrder): (header: Header) => Day | undefined {
  const known = new Map<string, Day | undefined>();
  return ({ numbers, isBuddhist }) => {
    const key = `${numbers[0]}/${numbers[1]}/${numbers[2]}`;
    if (known.has(key)) return known.get(key);
    if (known.size >= MOST_CACHED) known.clear();
    const day = dayOf(numbers, order, isBuddhist);
    known.set(key, day);
    return day;
  };
}

function dayOf([first, second, third]: Header["numbers"], order: DateOrder, isBuddhist: boolean): Day | undefined {
  const yearText = order === "ymd" ? first : third;
  const month = numberOf(order === "mdy" ? first : second);
  const date = numberOf(order === "dmy" ? first : order === "mdy" ? second : third);
  const year = yearOf(yearText, isBuddhist);
  if (year > 1300 && year < 1500) return persianDay(year, month, date);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || date < 1 || date > lengthOf(year, month)) return undefined;
  return { number: dayNumber(year, month, date), iso: iso(year, month, date) };
}

/** Two digits are 20YY, since WhatsApp began in 2009; R is Reiwa and H Heisei; a Buddhist year is 543 ahead. */
export function yearOf(text: string, isBuddhist: boolean): number {
  const value = numberOf(text);
  if (text.startsWith("R")) return value + 2018;
  if (text.startsWith("H")) return value + 1988;
  if (isBuddhist || value > 2400) return (text.length > 2 ? value : 2500 + value) - 543;
  return text.length <= 2 ? 2000 + value : value;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const iso = (year: number, month: number, date: number): string => `${year}-${pair(month)}-${pair(date)}`;
export const pair = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** Days since 1970-01-01 in the Gregorian calendar. */
export function dayNumber(year: number, month: number, date: number): number {
  return Math.floor(Date.UTC(year, month - 1, date) / 86_400_000);
}

/** The solar Hijri calendar by its 33-year cycle, right for the years 1300 to 1500. */
function persianDay(year: number, month: number, date: number): Day | undefined {
  const length = month <= 6 ? 31 : 30;
  if (month < 1 || month > 12 || date < 1 || date > length) return undefined;
  const cycles = year + 1595;
  const months = month < 7 ? (month - 1) * 31 : (month - 7) * 30 + 186;
  const number = 365 * cycles + Math.floor(cycles / 33) * 8 + Math.floor(((cycles % 33) + 3) / 4) + date + months - 355_668 - 719_528;
  return { number, iso: new Date(number * 86_400_000).toISOString().slice(0, 10) };
}
