import fc from "fast-check";
import { expect, test } from "vitest";
import { type Flow, type FlowGraph, type FlowNode, withoutGateways } from "./flow-graph.ts";

function work(id: string): FlowNode {
  return { id, name: id, type: "work" };
}

function gateway(id: string, branch?: FlowNode["branch"]): FlowNode {
  return { id, name: null, type: "gateway", ...(branch !== undefined && { branch }) };
}

const end: FlowNode = { id: "end", name: null, type: "end" };

test("a fork and a join are edges only", () => {
  const { nodes, flows } = withoutGateways({
    nodes: [work("a"), gateway("fork"), work("b"), work("c"), gateway("join"), work("d")],
    flows: ["a fork", "fork b", "fork c", "b join", "c join", "join d"].map(flow),
  });
  expect(nodes.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  expect(flows.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(["a b", "a c", "b d", "c d"]);
});

test("the only step before a choice chooses itself; behind a join of several steps a vertex is left over", () => {
  const choice = [
    { from: "x", to: "b", when: "p" },
    { from: "x", to: "c", isDefault: true },
  ];
  const alone = withoutGateways({
    nodes: [work("a"), gateway("x", "one"), work("b"), work("c")],
    flows: [flow("a x"), ...choice],
  });
  expect(alone.nodes.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(alone.branches).toEqual(new Map([["a", "one"]]));
  const joined = withoutGateways({
    nodes: [work("a"), work("a2"), gateway("join"), gateway("x", "one"), work("b"), work("c")],
    flows: [flow("a join"), flow("a2 join"), flow("join x"), ...choice],
  });
  expect(joined.nodes.filter(({ type }) => type === "gateway")).toEqual([
    { id: "x", name: "join", type: "gateway", branch: "one" },
  ]);
});

test("a path of a choice that ends is kept where another one would be taken without it", () => {
  const choice = (...edges: readonly Omit<Flow, "from">[]) =>
    withoutGateways({
      nodes: [work("a"), gateway("x", "one"), work("b"), work("c"), end],
      flows: [flow("a x"), ...edges.map((edge) => ({ from: "x", ...edge }))],
    });
  const otherwise = choice({ to: "end", when: "p" }, { to: "b", isDefault: true });
  expect(otherwise.flows).toEqual([
    { from: "a", to: "end 0", when: "p" },
    { from: "a", to: "b", isDefault: true },
  ]);
  expect(otherwise.nodes.at(-1)).toEqual({ id: "end 0", name: null, type: "end" });
  expect(otherwise.branches).toEqual(new Map([["a", "one"]]));
  const onlyIf = choice({ to: "b", when: "p" }, { to: "end", isDefault: true });
  expect({ flows: onlyIf.flows, branches: onlyIf.branches }).toEqual({
    flows: [{ from: "a", to: "b", when: "p" }],
    branches: new Map(),
  });
});

const edges = fc.array(
  fc.record({
    to: fc.constantFrom("b", "c", "end"),
    when: fc.constantFrom(undefined, "p", "q", "default"),
  }),
  { minLength: 1, maxLength: 4 },
);

test("a choice chooses the same without its gateway, whatever holds and wherever its paths end", () => {
  fc.assert(
    fc.property(
      edges,
      fc.constantFrom("first" as const, "one" as const, "some" as const, undefined),
      fc.boolean(),
      fc.subarray(["p", "q"]),
      (drawn, branch, isJoined, holding) => {
        const outs = drawn.map(({ to, when }): Flow => {
          if (when === "default") return { from: "x", to, isDefault: true };
          return { from: "x", to, ...(when !== undefined && { when }) };
        });
        if (outs.every(({ when, isDefault }) => when === undefined && !isDefault)) return;
        const after = withoutGateways({
          nodes: [work("a"), work("a2"), gateway("x", branch), work("b"), work("c"), end],
          flows: [flow("a x"), ...(isJoined ? [flow("a2 x")] : []), ...outs],
        });
        const tail = after.nodes.find(({ id }) => id === "x") ?? { id: "a", branch: after.branches.get("a") };
        const own = after.flows.filter(({ from }) => from === tail.id);
        expect(chosen(own, tail.branch, holding)).toEqual(chosen(outs, branch, holding));
      },
    ),
    { numRuns: 2_000 },
  );
});

/** Where a choice leads while these conditions hold; null where it fails. */
function chosen(outs: readonly Flow[], branch: FlowNode["branch"], holding: readonly string[]) {
  const holds = outs.filter(
    ({ when, isDefault }) => isDefault !== true && (when === undefined || holding.includes(when)),
  );
  if (branch === "one" && holds.length > 1) return null;
  const usual = outs.filter(({ isDefault }) => isDefault === true);
  if (holds.length === 0 && usual.length === 0) return branch === undefined ? [] : null;
  const taken = holds.length === 0 ? usual : branch === "first" ? holds.slice(0, 1) : holds;
  return taken.map(({ to }) => to).filter((to) => !to.startsWith("end"));
}

const ids = ["w0", "w1", "w2", "w3", "g0", "g1", "g2", "g3"];
const someFlows = fc.uniqueArray(
  fc.record({
    from: fc.constantFrom(...ids),
    to: fc.constantFrom(...ids),
    when: fc.option(fc.constantFrom("p", "q"), { nil: undefined }),
  }),
  { maxLength: 14, selector: ({ from, to }) => `${from} ${to}` },
);

test("what leads to what stays the same, whatever the gateways are, also in rings", () => {
  fc.assert(
    fc.property(someFlows, (drawn) => {
      const flows = drawn.map(({ when, ...ends }): Flow => (when === undefined ? ends : { ...ends, when }));
      const nodes = ids.map((id) => (id.startsWith("w") ? work(id) : gateway(id, "one")));
      const before = { nodes, flows };
      const after = withoutGateways(before);
      for (const from of ids.slice(0, 4)) {
        const own = after.loops.includes(from) ? [from] : [];
        expect(new Set([...reached(after, from), ...own]), from).toEqual(reached(before, from));
      }
    }),
    { numRuns: 1_000 },
  );
});

/** The steps behind a step, through gateways and other steps. */
function reached({ flows }: FlowGraph, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const next = [start];
  for (let at = next.pop(); at !== undefined; at = next.pop())
    for (const { from, to } of flows)
      if (from === at && !seen.has(to)) {
        seen.add(to);
        next.push(to);
      }
  return new Set([...seen].filter((id) => id.startsWith("w")));
}

function flow(text: string): Flow {
  const [from = "", to = ""] = text.split(" ");
  return { from, to };
}
