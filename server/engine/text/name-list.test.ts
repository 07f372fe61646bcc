import { expect, test } from "vitest";
import { nameList } from "./name-list.ts";

test("a list names three and says how many others there are", () => {
  expect(nameList([])).toBe("");
  expect(nameList(["ann"])).toBe("ann");
  expect(nameList(["ann", "bob"])).toBe("ann and bob");
  expect(nameList(["ann", "bob", "cas"])).toBe("ann, bob and cas");
  expect(nameList(["ann", "bob", "cas", "dan"])).toBe("ann, bob, cas and 1 more");
  expect(nameList(["ann", "bob"], { most: 1 })).toBe("ann and 1 more");
  expect(nameList(["ann"], { count: 9, word: "or" })).toBe("ann or 8 more");
});
