import { expect, test } from "vitest";
import { reached } from "./reached.ts";

test("all before or behind some vertices are found, also around a cycle", () => {
  const edges = ["ab", "bc", "cd", "db", "xc", "ef"].map((ends) => ({
    tail: ends[0] ?? "",
    head: ends[1] ?? "",
  }));
  expect([...reached({ edges }, ["b"], "behind")].sort()).toEqual(["b", "c", "d"]);
  expect([...reached({ edges }, ["b"], "before")].sort()).toEqual(["a", "b", "c", "d", "x"]);
  expect([...reached({ edges }, [], "behind")]).toEqual([]);
});
