import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { Audience } from "./audience.ts";
import { choiceOf, everything, type Choice } from "./choice.ts";
import type { Entry } from "./frame.ts";
import { framed } from "./framed.ts";
import type { Listener } from "./listener.ts";

/** A wire that remembers what was put on it. */
class Wire extends Socket {
  readonly chunks: unknown[] = [];

  override write(chunk: unknown): boolean {
    this.chunks.push(chunk);
    return true;
  }
}

const SPACE = "6f1a09c2-0000-4000-8000-000000000000";

function admitted(audience: Audience, choice: Choice, count: number): Wire[] {
  return Array.from({ length: count }, () => {
    const wire = new Wire();
    const out = new ServerResponse(new IncomingMessage(wire));
    out.assignSocket(wire);
    const listener: Listener = { out, personId: "", sessionId: "", memberships: new Map(), choice, positions: new Map([[SPACE, 0]]) };
    audience.admit(listener);
    return wire;
  });
}

function tell(audience: Audience, ...entries: Partial<Entry>[]): void {
  const whole = entries.map((entry, index) =>
    framed({
      subject: SPACE,
      about: { space: SPACE },
      seq: index + 1,
      kind: "said",
      data: "full",
      stub: "stub",
      ends: null,
      author: null,
      lens: 0,
      ...entry,
    }),
  );
  audience.hear(new Map([[SPACE, whole]]));
}

const dataOf = ({ chunks }: Wire) => [...String(chunks[0]).matchAll(/data: "(\w+)"/g)].map(([, data]) => data);

test("listeners of equal choice are given one and the same buffer, whoever they are", () => {
  const audience = new Audience();
  const plain = admitted(audience, everything, 20);
  const choosy = [choiceOf(["bo", "ana"]), choiceOf(["ana", "bo"])].flatMap((choice) => admitted(audience, choice, 10));
  tell(audience, { author: "bo" }, { author: "mei" });
  for (const wires of [plain, choosy]) {
    expect(wires.every(({ chunks }) => chunks.length === 1)).toBe(true);
    expect(new Set(wires.map(({ chunks }) => chunks[0])).size).toBe(1);
  }
  expect([dataOf(plain[0]!), dataOf(choosy[0]!)]).toEqual([
    ["full", "full"],
    ["stub", "full"],
  ]);
  expect(audience.size).toBe(40);
});

test("each listener is given the form of her choice: by author, by whom is quoted, by lens", () => {
  const audience = new Audience();
  const [all] = admitted(audience, everything, 1);
  const [noBo] = admitted(audience, choiceOf(["bo"]), 1);
  const [noPhotos] = admitted(audience, choiceOf([], 0b10), 1);
  const quoting = { author: "ana", quotes: "bo", unquoted: "unquoted" };
  tell(
    audience,
    { author: "bo" },
    quoting,
    { author: "ana", lens: 0b110 },
    { author: "ana", lens: 0b100 },
    { author: "bo", stub: undefined },
  );
  expect(dataOf(all!)).toEqual(["full", "full", "full", "full", "full"]);
  expect(dataOf(noBo!)).toEqual(["stub", "unquoted", "full", "full", "full"]); // the last one holds nobody's words
  expect(dataOf(noPhotos!)).toEqual(["full", "full", "stub", "full", "full"]);
});

test("a choice that hides nothing is everyone's, and equal choices are equal in whatever order they were made", () => {
  expect(choiceOf([])).toBe(everything);
  expect(choiceOf(["b", "a", "b"]).key).toBe(choiceOf(["a", "b"]).key);
  expect(choiceOf(["a"], 1).key).not.toBe(choiceOf(["a"]).key);
  expect(choiceOf([], 1).key).not.toBe(everything.key);
});
