import { describe, expect, test } from "vitest";
import { COMMANDS, type CommandId, type Place } from "./command-table.ts";
import { isPressed } from "./match-keys.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (keys: string, key: string, more: object = {}) =>
  isPressed(keys, { key, code: "", keyCode: 0, ...NONE, ...more });

describe("keys as the table writes them", () => {
  test.each([
    ["Ctrl K", "k", { ctrlKey: true }, true],
    ["Ctrl K", "k", { metaKey: true }, true],
    ["Ctrl K", "k", {}, false],
    ["Ctrl K", "K", { ctrlKey: true, shiftKey: true }, false],
    ["Ctrl K", "k", { ctrlKey: true, altKey: true }, false],
    ["Ctrl Shift Z", "Z", { ctrlKey: true, shiftKey: true }, true],
    ["Ctrl Z", "Z", { ctrlKey: true, shiftKey: true }, false],
    ["?", "?", { shiftKey: true }, true],
    ["?", "?", {}, true],
    ["[", "[", {}, true],
    ["c", "C", { shiftKey: true }, false],
    ["c", "с", {}, false],
    ["F6", "F6", {}, true],
    ["F6", "F6", { shiftKey: true }, false],
    ["Shift F6", "F6", { shiftKey: true }, true],
    ["Tab", "Tab", { shiftKey: true }, false],
  ])("%s and %s with %o: %s", (keys, key, more, is) => {
    expect(press(keys, key, more)).toBe(is);
  });

  test("the key at its place counts under a layout of another script", () => {
    expect(press("Ctrl K", "л", { code: "KeyK", ctrlKey: true })).toBe(true);
    expect(press("c", "с", { code: "KeyC" })).toBe(true);
  });

  test("no key counts while an input method composes text", () => {
    expect(press("n", "n", { isComposing: true })).toBe(false);
  });
});

/** Places that are on one page. */
const TOGETHER: readonly (readonly Place[])[] = [
  ["everywhere", "graphs"],
  ["everywhere", "editor", "canvas"],
  ["everywhere", "run", "canvas"],
  ["everywhere", "run", "log"],
  ["everywhere", "inbox"],
];

test.each(TOGETHER)("no two actions on one page have the same keys: %s, %s, %s", (...places) => {
  const seen = new Map<string, CommandId>();
  for (const [id, { place, keys = [] }] of Object.entries(COMMANDS) as [
    CommandId,
    (typeof COMMANDS)[CommandId],
  ][]) {
    if (!places.includes(place)) continue;
    for (const each of keys) {
      expect(seen.get(each.toLowerCase()), `${each} of ${id}`).toBeUndefined();
      seen.set(each.toLowerCase(), id);
    }
  }
});

test("no two actions have the same name in one place", () => {
  const names = Object.values(COMMANDS).map(({ label, place }) => `${place}: ${label}`);
  expect(new Set(names).size).toBe(names.length);
});
