import { expect, test } from "vitest";
import { keyFor, seal, unseal } from "./index.ts";

test("what is sealed for one purpose opens for that purpose only, and not when a letter of it was changed", () => {
  const key = keyFor("a secret", "one purpose");
  const sealed = seal(key, "七个字 and words");
  expect(sealed).not.toContain("words");
  expect(unseal(key, sealed)).toBe("七个字 and words");
  expect(seal(key, "七个字 and words")).not.toBe(sealed);
  expect(unseal(keyFor("a secret", "another purpose"), sealed)).toBeUndefined();
  expect(unseal(keyFor("another secret", "one purpose"), sealed)).toBeUndefined();
  const last = sealed.at(-2) === "A" ? "B" : "A";
  for (const changed of [sealed.slice(0, -2) + last + sealed.at(-1), sealed.slice(0, 20), "", "not sealed at all ✂"])
    expect(unseal(key, changed)).toBeUndefined();
});
