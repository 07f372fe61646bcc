import { expect, test } from "vitest";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import { type Plan, planOf, topologicalOrder } from "./plan.ts";
import { ancestorsOf, descendantsOf } from "./plan-reach.ts";

function planned(names: readonly string[], edges: readonly unknown[], more: object = {}): Plan {
  const vertices = Object.fromEntries(
    names.map((name) => [name, { script: "x", ...(name === "J" ? { join: "any" } : {}) }]),
  );
  const parsed = parseGraphFile({ signalbox: 1, name: "g", vertices, edges, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return planOf(parsed.file.content);
}

test("a plan numbers the vertices in the file's order and lists each edge at its tail and at its head", () => {
  const plan = planned(
    ["A", "B", "J"],
    ["B -> A", { tail: "A", head: "J", when: "failed" }, { tail: "B", head: "J", when: "always" }],
  );
  const back = { tail: 1, head: 0, when: "succeeded", isDefault: false, isRescue: false, after: null };
  const broken = { tail: 0, head: 2, when: "failed", isDefault: false, isRescue: false, after: null };
  const always = { tail: 1, head: 2, when: "always", isDefault: false, isRescue: false, after: null };
  const reads = { reads: [], calls: [], routeReads: [], readsFailures: false };
  const plain = { isRouted: false, canReact: false, final: null, ...reads };
  expect(plan).toEqual({
    onFailure: "stop",
    timeout: null,
    items: null,
    limits: { pipelines: null, tracks: null, logBytes: 16 * 1024 * 1024 },
    finals: [],
    vertices: [
      { number: 0, name: "A", spec: { script: "x" }, join: "all", ins: [back], outs: [broken], ...plain },
      { number: 1, name: "B", spec: { script: "x" }, join: "all", ins: [], outs: [back, always], ...plain },
      {
        number: 2,
        name: "J",
        spec: { script: "x", join: "any" },
        join: "any",
        ins: [broken, always],
        outs: [],
        ...plain,
        canReact: true,
      },
    ],
  });
  expect(planned(["A"], [], { onFailure: "continue" }).onFailure).toBe("continue");
});

test("a graph that check refuses cannot be planned", () => {
  expect(() => planned(["A"], ["A -> X"])).toThrow("A -> X names a vertex");
  expect(() => planned(["A", "B"], [{ tail: "A", head: "B", when: "exit ==" }])).toThrow(
    "A -> B cannot be planned",
  );
});

test("the topological order has every tail before its heads", () => {
  const plan = planned(["D", "C", "B", "A"], ["A -> B", "A -> C", "B -> D", "C -> D"]);
  expect(topologicalOrder(plan).map(({ name }) => name)).toEqual(["A", "B", "C", "D"]);
  expect(() => topologicalOrder(planned(["A", "B"], ["A -> B", "B -> A"]))).toThrow("cycle");
});

test("descendants and ancestors of a vertex", () => {
  const plan = planned(["A", "B", "C", "D", "E"], ["A -> B", "B -> C", "A -> C", "D -> C"]);
  expect(descendantsOf(plan, 0)).toEqual([1, 2]);
  expect(ancestorsOf(plan, 2)).toEqual([1, 0, 3]);
  expect(descendantsOf(plan, 4)).toEqual([]);
  expect(() => ancestorsOf(plan, 9)).toThrow("no vertex number 9");
});
