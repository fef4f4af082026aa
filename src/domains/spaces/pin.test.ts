import { expect } from "vitest";
import { test } from "#test/people";
import { roomOn, traces } from "#test/room";
import { remove } from "./mend.ts";
import { pin } from "./pin.ts";
import { MessageId } from "./say.ts";

const absent = { reason: "not-found" };

test("three messages are pinned at most, however many try at once; a pin whose words are gone makes room", async ({ ground }) => {
  const { fay, mei, space, tell, act, see } = await roomOn(ground);
  const ids = [
    await tell(mei, "0"),
    await tell(mei, "1"),
    await tell(mei, "2"),
    await tell(mei, "3"),
    await tell(mei, "4"),
    await tell(mei, "5"),
  ];
  const tries = await ground.atOnce(
    space,
    ids.map((id) => () => act(fay, (tx, seen) => pin(tx, seen, id, true))),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  const refused = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toMatchObject(Array.from({ length: 3 }, () => ({ reason: "conflict", faults: { pin: "fault.pins" } })));
  const pins = (await see(mei)).pins ?? [];
  expect(pins).toHaveLength(3);
  await expect(act(mei, (tx, seen) => pin(tx, seen, ids[0]!, true))).rejects.toMatchObject(absent); // not by a member
  await act(fay, (tx, seen) => pin(tx, seen, MessageId.parse(pins[0]!.id), true)); // once more is nothing new
  await act(fay, (tx, seen) => remove(tx, seen, MessageId.parse(pins[0]!.id)));
  const next = ids.find((id) => !pins.some((one) => one.id === id))!;
  await act(fay, (tx, seen) => pin(tx, seen, next, true));
  await act(fay, (tx, seen) => pin(tx, seen, next, false));
  await act(fay, (tx, seen) => pin(tx, seen, next, false));
  expect((await see(mei)).pins).toHaveLength(2);
  expect((await traces(ground, space)).filter((kind) => kind.endsWith("pinned"))).toEqual([
    "pinned",
    "pinned",
    "pinned",
    "pinned",
    "unpinned",
  ]);
});
