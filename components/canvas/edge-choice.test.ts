import { expect, test } from "vitest";
import { edgeChoice } from "./edge-choice.ts";

test("one edge is chosen, and a box over many chooses none", () => {
  const chosen: string[] = [];
  const { onEdgesChange } = edgeChoice({
    selectedEdges: new Set(),
    onSelectEdge: (id) => chosen.push(id),
    onClear: () => undefined,
  });
  const select = (id: string, selected = true) => ({ type: "select" as const, id, selected });
  onEdgesChange?.([select("a")]);
  onEdgesChange?.([select("a"), select("b"), select("c")]);
  onEdgesChange?.([select("a", false), select("b")]);
  expect(chosen).toEqual(["a", "b"]);
});
