import fc from "fast-check";
import { expect, test } from "vitest";
import { textChange } from "./text-change.ts";

test("the change makes one text the other", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = textChange(before, after);
      const { from, to, insert } = change ?? { from: 0, to: 0, insert: "" };
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
    }),
  );
});

test("what both have at their ends is left alone", () => {
  expect(textChange("echo {ip}\n", "echo {host}\n")).toEqual({ from: 6, to: 8, insert: "host" });
});
