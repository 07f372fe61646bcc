import fc from "fast-check";
import { expect, test } from "vitest";
import { textChange } from "./text-change.ts";

test("the changes make one text the other, in their order and without touching each other", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 24 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      let [made, at] = ["", 0];
      for (const { from, to, insert } of textChange(before, after) ?? []) {
        expect(from).toBeGreaterThanOrEqual(at);
        made += before.slice(at, from) + insert;
        at = to;
      }
      expect(made + before.slice(at)).toBe(after);
    }),
  );
});

test("what both have at their ends is left alone", () => {
  expect(textChange("echo {ip}\n", "echo {host}\n")).toEqual([{ from: 6, to: 8, insert: "host" }]);
});

test("a line between two that somebody else changed is left alone, and so is a cursor in it", () => {
  const changes = textChange("one\nmine\nthree\n", "1\nmine\n3\n") ?? [];
  expect(changes).toHaveLength(2);
  for (const { from, to } of changes) expect(to <= 4 || from >= 9).toBe(true);
});

test("texts that differ in very many lines are changed as one part", () => {
  const lines = (word: string) => Array.from({ length: 5_000 }, (_, at) => `${word} ${at}\n`).join("");
  expect(textChange(lines("a"), lines("b"))).toHaveLength(1);
});
