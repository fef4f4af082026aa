import type { TestHouse } from "#test/house";
import { asks, forms, outcomeOf, withoutNames, type Answer, type FormOf } from "./asking.ts";
import { objects, read, roles, routeOf, type Expected, type ObjectName, type Outcome, type Place, type Role } from "./cells.ts";
import { leaksIn } from "./leaks.ts";
import { changedBetween, ledgerOf } from "./ledger.ts";
import { placeOf, sceneFor, type Scene } from "./places.ts";
import { hereIn, thereIn, type Entry, type Rooms } from "./rooms.ts";
import type { Town } from "./town.ts";

export interface Setting {
  house: TestHouse;
  town: Town;
  /** The rooms in which nothing may change: one pair for each way in. */
  still: Record<Entry, Rooms>;
}

interface Cell {
  role: Role;
  object: ObjectName;
  form: FormOf;
  outcome: Outcome;
}

/** A route with what is expected of it. */
export interface Line {
  key: string;
  method: string;
  expected: Expected;
}

export const lineOf = (key: string, expected: Expected): Line => ({ key, method: routeOf(key).split(" ")[0] ?? "", expected });

function cellsOf({ expected: { cells, only } }: Line): Cell[] {
  const lines = objects.flatMap((object) => (cells[object] === undefined ? [] : [{ object, outcomes: read(cells[object]) }]));
  return forms
    .filter((form) => only === undefined || form === only)
    .flatMap((form) => lines.flatMap(({ object, outcomes }) => roles.map((role) => ({ role, object, form, outcome: outcomes[role] }))));
}

const changes = ({ expected }: Line, { outcome }: Cell) => expected.changes !== undefined && outcome === "ok";
const named = ({ role, object, form }: Cell) => `${role}, ${object}, ${form}`;

interface Told {
  answer: Answer;
  place: Place;
  faults: string[];
}

/** Asks one cell, and says where the answer is another than the table's or shows what it may not. */
async function told({ house, town }: Setting, { method, expected }: Line, cell: Cell, scene: Scene): Promise<Told> {
  const { role, object, form, outcome } = cell;
  const { rooms, fresh } = scene;
  const place = placeOf(scene, town, object, role);
  const ask = expected.ask(place);
  const { page, script } = town.people[role];
  const proof = fresh[role] ?? (form === "html" ? page : script);
  await house.owner.query("delete from attempt"); // all these people knock from one address
  const answer = await asks(house.url, method === "ALL" ? "GET" : method, ask, proof, form);
  const got = outcomeOf(answer, method);
  const isRight = got === (outcome === "again" ? "ok" : outcome);
  const leaks = leaksIn(answer, rooms, { role, outcome, sent: JSON.stringify(ask), shows: expected.shows });
  const faults = [
    ...(isRight ? [] : [`${named(cell)}: ${got} instead of ${outcome}`]),
    ...leaks.map((leak) => `${named(cell)}: shows ${leak}`),
  ];
  return { answer, place, faults };
}

/** Asks every cell that must change nothing; each "no" is compared with the answer to what never was. */
export async function faultsInStill(setting: Setting, line: Line): Promise<string[]> {
  const { owner } = setting.house;
  const rooms = setting.still[line.expected.entry ?? "invitation"];
  const scene = await sceneFor(setting.house, setting.town, line.expected, rooms, roles);
  const cells = cellsOf(line).filter((cell) => !changes(line, cell));
  const before = await ledgerOf(owner);
  const seen = new Map<string, string>();
  const faults: string[] = [];
  for (const cell of cells) {
    const { answer, place, faults: found } = await told(setting, line, cell, scene);
    faults.push(...found);
    seen.set(named(cell), withoutNames(answer, place));
  }
  for (const table of changedBetween(before, await ledgerOf(owner))) faults.push(`something changed in ${table}`);
  return [...faults, ...apart(cells, seen)];
}

/** Where a "no" about something of others can be told apart from the one about nothing. */
function apart(cells: Cell[], seen: Map<string, string>): string[] {
  const isNo = ({ outcome, object }: Cell) => outcome !== "ok" && outcome !== "again" && object !== "nothing" && object !== "nowhere";
  return cells.filter(isNo).flatMap((cell) => {
    const isLike = ({ role, form, outcome }: Cell) => role === cell.role && form === cell.form && outcome === cell.outcome;
    const twins = cells.filter((other) => isLike(other) && (other.object === "nowhere" || other.object === "nothing"));
    const mine = seen.get(named(cell)) ?? "";
    const other = twins.map((twin) => seen.get(named(twin)) ?? "").find((theirs) => theirs !== mine);
    return other === undefined ? [] : [`${named(cell)}: told apart from what never was, by ${difference(mine, other)}`];
  });
}

/** Where two answers part, in both. */
function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return JSON.stringify([one, other].map((text) => text.slice(Math.max(0, at - 40), at + 40)));
}

const ABOUT_ROOMS = /\/(?:spaces|rooms|invitations|offers)\b/;

/** The room that a cell changes is made for it alone. */
async function roomsFor({ house, town, still }: Setting, { key, expected }: Line, { object }: Cell): Promise<Rooms> {
  const { entry = "invitation" } = expected;
  if (!ABOUT_ROOMS.test(key)) return still[entry];
  return object === "there"
    ? { ...still[entry], there: await thereIn(house, town) }
    : { ...still[entry], here: await hereIn(house, town, entry) };
}

/** Each role and object once, by form and by script in turn. */
const alternating = (cells: Cell[]): Cell[] => {
  const turns = new Map([...new Set(cells.map(({ role, object }) => `${role} ${object}`))].map((pair, at) => [pair, at]));
  return cells.filter(({ role, object, form }) => cells.length < 2 || forms[turns.get(`${role} ${object}`)! % 2] === form);
};

/** Asks every cell that changes something, each in rooms of its own; looks for the effect, and for what else has changed. */
export async function faultsInChanges(setting: Setting, line: Line): Promise<string[]> {
  const { house, town } = setting;
  const { owner } = house;
  const faults: string[] = [];
  for (const cell of alternating(cellsOf(line).filter((one) => changes(line, one)))) {
    const first = line.expected.before;
    const rooms = await roomsFor(setting, line, cell);
    const scene = await sceneFor(house, town, line.expected, rooms, [cell.role]);
    if (first) await owner.query(first);
    const before = await ledgerOf(owner);
    const { place, faults: found } = await told(setting, line, cell, scene);
    const changed = changedBetween(before, await ledgerOf(owner)).join(" ");
    const expected = (line.expected.changes ?? []).toSorted().join(" ");
    faults.push(...found);
    if (changed !== expected) faults.push(`${named(cell)}: changed ${changed} instead of ${expected}`);
    if (!(await hasEffect(setting, line.expected.effect ?? "", cell.role, place))) faults.push(`${named(cell)}: without its effect`);
  }
  return faults;
}

/** Asks the database, as its superuser, whether what was asked for is there. */
async function hasEffect({ house, town }: Setting, question: string, role: Role, place: Place): Promise<boolean> {
  const me = town.people[role].visitor?.id ?? "";
  const mine = "select id from space_member where space_id = $1 and person_id::text = $2 order by joined_at desc limit 1";
  const { rows: memberships } = await house.owner.query<{ id: string }>(mine, [place.space, me]);
  const names: Record<string, string> = { ...place, me, member: memberships[0]?.id ?? "" };
  const asked = question.replaceAll(/(?<!:):([a-z]+)/g, (_, name: string) => `'${names[name] ?? ""}'`);
  const { rows } = await house.owner.query<Record<string, boolean>>(asked);
  return rows.length === 1 && Object.values(rows[0]!)[0] === true;
}
