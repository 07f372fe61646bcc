import { expect, test } from "vitest";
import { pastedEdges } from "./pasted-edges.ts";

const NAMES = ["a", "b", "c", "d", "last"];
const vertices = new Map(NAMES.map((name) => [name, name === "last" ? { final: "always" as const } : {}]));
const kept = (...edges: readonly string[]) =>
  pastedEdges({
    vertices,
    edges: edges.map((edge) => ({
      tail: edge.slice(0, edge.indexOf(">")),
      head: edge.slice(edge.indexOf(">") + 1),
    })),
  }).map(({ tail, head }) => `${tail}>${head}`);

test("of a part that is pasted each edge is drawn once, and none to itself, to others or to a final step", () => {
  expect(kept("a>b", "a>a", "a>b", "b>elsewhere", "c>last", "b>c")).toEqual(["a>b", "b>c"]);
});

test("of a cycle the edge that closes it is left out, and edges beside it stay", () => {
  expect(kept("a>b", "b>c", "c>a", "c>d", "a>d")).toEqual(["a>b", "b>c", "c>d", "a>d"]);
});
