import { describe, expect, test } from "vitest";
import { pressedKey } from "./pressed-key.ts";

const press = (key: string, code: string, more = {}) => pressedKey({ key, code, keyCode: 0, ...more });

/** What the keys of our shortcuts give under other layouts, by the place of the key. */
const PLACES = ["KeyZ", "KeyY", "KeyD", "KeyA", "KeyF", "KeyC", "KeyJ", "KeyK", "KeyE"] as const;
const LAYOUTS: readonly [layout: string, keys: readonly string[]][] = [
  ["US", ["z", "y", "d", "a", "f", "c", "j", "k", "e"]],
  ["Russian", ["я", "н", "в", "ф", "а", "с", "о", "л", "у"]],
  ["Ukrainian, capitals", ["Я", "Н", "В", "Ф", "А", "С", "О", "Л", "У"]],
  ["Greek", ["ζ", "υ", "δ", "α", "φ", "ψ", "ξ", "κ", "ε"]],
  ["Hebrew", ["ז", "ט", "ג", "ש", "כ", "ב", "ח", "ל", "ק"]],
  ["Arabic", ["ئ", "غ", "ي", "ش", "ب", "ؤ", "ت", "ن", "ث"]],
  ["Thai", ["ผ", "\u0E31", "ก", "ฟ", "ด", "แ", "\u0E48", "า", "\u0E33"]],
  ["Korean", ["ㅋ", "ㅛ", "ㅇ", "ㅁ", "ㄹ", "ㅊ", "ㅓ", "ㅏ", "ㄷ"]],
];

test.each(LAYOUTS)("a shortcut is the key at its place under the layout %s", (_, keys) => {
  expect(keys.map((key, at) => press(key, PLACES[at] ?? ""))).toEqual([
    "z",
    "y",
    "d",
    "a",
    "f",
    "c",
    "j",
    "k",
    "e",
  ]);
});

describe("Latin layouts keep their own letters", () => {
  test.each([
    ["German z", "z", "KeyY", "z"],
    ["French a", "a", "KeyQ", "a"],
    ["French 1 without shift", "&", "Digit1", "&"],
    ["Dvorak z", "z", "Slash", "z"],
    ["Dvorak, where US has z", ";", "KeyZ", ";"],
    ["Dvorak, where US has e", ".", "KeyE", "."],
    ["Dvorak, where US has d", "e", "KeyD", "e"],
    ["Hebrew, where US has w", "'", "KeyW", "'"],
    ["Turkish", "ı", "KeyI", "ı"],
    ["Czech", "ě", "Digit2", "ě"],
    ["capital", "Z", "KeyZ", "z"],
    ["a sign", "€", "KeyE", "€"],
    ["a dead key", "Dead", "KeyE", "Dead"],
    ["an emoji", "😀", "KeyE", "😀"],
  ])("%s", (_, key, code, wanted) => {
    expect(press(key, code)).toBe(wanted);
  });
});

test.each([
  ["١", "Digit1", "1"],
  ["۲", "Digit2", "2"],
  ["لا", "KeyB", "b"],
  ["ж", "Semicolon", "ж"],
  ["Enter", "Enter", "Enter"],
  ["F2", "F2", "F2"],
  [" ", "Space", " "],
])("%j at %s is %s", (key, code, wanted) => {
  expect(press(key, code)).toBe(wanted);
});

test("no key is meant for us while an input method composes text", () => {
  for (const key of ["Enter", "Escape", "Tab", "j", "я", "Process"]) {
    expect(press(key, "Enter", { isComposing: true })).toBeNull();
    expect(press(key, "Enter", { nativeEvent: { isComposing: true } })).toBeNull();
    expect(press(key, "Enter", { keyCode: 229 })).toBeNull();
  }
});
