import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("the first word says what is measured, and the flags may stand in any order", () => {
  expect(readOptions(["speed"])).toEqual({
    bench: "speed",
    isJson: false,
    isQuick: false,
    old: null,
    only: null,
  });
  expect(readOptions(["fleet", "--only", "busy"])).toMatchObject({ bench: "fleet", only: "busy" });
  expect(readOptions(["live", "--only", "page"])).toMatchObject({ bench: "live", only: "page" });
  expect(readOptions(["editor", "--quick"])).toMatchObject({ bench: "editor", isQuick: true });
  expect(readOptions(["size", "--old", "1000000", "--quick", "--json"])).toEqual({
    bench: "size",
    isJson: true,
    isQuick: true,
    old: 1_000_000,
    only: null,
  });
});

test.each([
  [[], "first word"],
  [["speeed"], '"speeed"'],
  [["fleet", "--fast"], '"--fast" is not understood'],
  [["speed", "--old", "5"], '"--old" is not understood'],
  [["fleet", "--only", "lazy"], "--only needs one of busy, idle, light"],
  [["live", "--only", "busy"], "--only needs one of streams, page"],
  [["size", "--only", "page"], '"--only" is not understood'],
  [["size", "--old"], "--old needs a whole number"],
  [["size", "--old", "-3"], "--old needs a whole number"],
  [["size", "--old", "99999999999"], "--old needs a whole number"],
])("the words %j are refused with a sentence that names what is wrong", (words, part) => {
  expect(readOptions(words)).toEqual({ problem: expect.stringContaining(part) });
});
