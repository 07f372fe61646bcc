import { expect, test } from "vitest";
import { firstCardKeys, nextCardKeys } from "./card-keys.ts";

const TEXT = { type: "string" };
const NUMBER = { type: "number" };

const keysAfter = (...lists: readonly Readonly<Record<string, unknown>>[]) => {
  const [first = {}, ...rest] = lists;
  return Object.fromEntries(rest.reduce(nextCardKeys, firstCardKeys(first)).keys);
};

test("a name keeps its key where others are added or removed before it, or all are put in another order", () => {
  expect(keysAfter({ a: TEXT, b: TEXT, c: TEXT }, { b: TEXT, c: TEXT })).toEqual({ b: 1, c: 2 });
  expect(keysAfter({ a: TEXT, b: TEXT }, { b: TEXT, a: TEXT })).toEqual({ a: 0, b: 1 });
  expect(keysAfter({ b: TEXT }, { a: TEXT, b: NUMBER })).toEqual({ a: 1, b: 0 });
});

test("a new name at the place of one that is gone has its key where it says the same, and is another one else", () => {
  expect(keysAfter({ a: TEXT, b: NUMBER, c: TEXT }, { a: TEXT, port: NUMBER, c: TEXT })).toEqual({
    a: 0,
    port: 1,
    c: 2,
  });
  expect(keysAfter({ a: TEXT, b: NUMBER }, { a: TEXT, port: TEXT })).toEqual({ a: 0, port: 2 });
  expect(keysAfter({ a: TEXT, b: TEXT, c: TEXT }, { a: TEXT, c: TEXT, d: TEXT })).toEqual({
    a: 0,
    c: 2,
    d: 3,
  });
});

test("names that differ from those of all objects are names like others", () => {
  expect(keysAfter({ a: TEXT }, { toString: TEXT }, { constructor: TEXT })).toEqual({ constructor: 0 });
});
