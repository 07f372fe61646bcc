import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

const x = { script: "x" };
const n = { ...x, outputs: { n: { type: "integer" } } };
const to = (head: string, when?: string) => ({ tail: "G", head, ...(when !== undefined && { when }) });

/** Runs the whole pipeline; `G` writes the number `n`. */
function ran(run: SimulatedPipeline, value = 0, failing: readonly string[] = []) {
  for (let [number] = run.in("pending"); number !== undefined; [number] = run.in("pending")) {
    run.claim(number);
    const name = run.plan.vertices[number]?.name ?? "";
    run.end(number, failing.includes(name) ? "failed" : "succeeded", name === "G" ? { n: value } : {});
  }
  return run;
}

const gate = (branch: "first" | "one" | undefined, edges: readonly unknown[]) => {
  const vertices = { G: { ...n, ...(branch !== undefined && { branch }) }, A: x, B: x, C: x, J: x };
  return new SimulatedPipeline(contentOf(vertices, [...edges, "A -> J", "B -> J", "C -> J"]));
};

describe("branch: first", () => {
  test("the first edge whose condition holds is taken, the others are not, and the join starts", () => {
    const run = ran(gate("first", [to("A", "true"), to("B", "false"), to("C", "false")]));
    expect(run.states()).toEqual({
      G: "succeeded",
      A: "succeeded",
      B: "skipped",
      C: "skipped",
      J: "succeeded",
    });
    expect(run.pipeline.state).toBe("succeeded");
    const second = ran(
      gate("first", [to("A", "outputs.G.n > 5"), to("B", "outputs.G.n > 1"), to("C", "true")]),
      3,
    );
    expect(second.states()).toMatchObject({ A: "skipped", B: "succeeded", C: "skipped" });
  });

  test("if no condition holds, the track fails with the values that it read; with a default edge, only that is taken", () => {
    const run = ran(gate("first", [to("A", "outputs.G.n > 5"), to("B", "false"), to("C", "false")]), 3);
    expect(run.states()).toMatchObject({ G: "failed", A: "skipped", J: "skipped" });
    expect(run.track(0).reason).toBe(
      "no condition met: `outputs.G.n > 5` (outputs.G.n is the number 3); `false`; `false`",
    );
    expect(run.pipeline.state).toBe("failed");
    const saved = ran(
      gate("first", [to("A", "false"), { tail: "G", head: "B", default: true }, to("C", "false")]),
    );
    expect(saved.states()).toEqual({
      G: "succeeded",
      A: "skipped",
      B: "succeeded",
      C: "skipped",
      J: "succeeded",
    });
  });
});

describe("branch: one", () => {
  test("fails if two conditions hold, and takes the edge if exactly one holds", () => {
    const two = ran(gate("one", [to("A", "true"), to("B", "true"), to("C", "false")]));
    expect(two.track(0)).toMatchObject({
      state: "failed",
      reason: "more than one condition met: `true`, `true`",
    });
    const one = ran(gate("one", [to("A", "false"), to("B", "true"), to("C", "false")]));
    expect(one.states()).toMatchObject({ A: "skipped", B: "succeeded", C: "skipped" });
  });
});

describe("without branch", () => {
  test("every edge whose condition holds is taken, and the join waits only for those", () => {
    const run = ran(
      gate(undefined, [to("A", "outputs.G.n > 1"), to("B", "outputs.G.n > 9"), to("C", "true")]),
      3,
    );
    expect(run.states()).toEqual({
      G: "succeeded",
      A: "succeeded",
      B: "skipped",
      C: "succeeded",
      J: "succeeded",
    });
  });

  test("every vertex of a branch that is not taken is skipped, and the other branch runs", () => {
    const vertices = { 1: n, 2: x, "2b": x, 3: x };
    const edges = [
      { tail: "1", head: "2", when: "false" },
      "2 -> 2b",
      { tail: "1", head: "3", when: "true" },
    ];
    const run = ran(new SimulatedPipeline(contentOf(vertices, edges)));
    expect(run.states()).toEqual({ 1: "succeeded", 2: "skipped", "2b": "skipped", 3: "succeeded" });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("a condition that cannot be evaluated fails its tail, with the expression and the values", () => {
    const run = ran(gate(undefined, [to("A", "outputs.G.n / 0 > 1"), to("B"), to("C")]), 3);
    expect(run.track(0).reason).toMatch(
      /a condition has no answer: `outputs.G.n \/ 0 > 1`: .*zero.*the number 3/,
    );
  });

  test("a condition applies after a failure only if it reads state or exit", () => {
    const asks = gate(undefined, [to("A", "state == 'failed' && exit == 1"), to("B", "true"), to("C")]);
    ran(asks, 0, ["G"]);
    expect(asks.states()).toEqual({
      G: "failed",
      A: "succeeded",
      B: "skipped",
      C: "skipped",
      J: "skipped",
    });
    expect(asks.pipeline.state).toBe("failed");
    const silent = ran(gate(undefined, [to("A", "true"), to("B"), to("C")]), 0, ["G"]);
    expect(silent.states()).toMatchObject({ A: "skipped", B: "skipped", J: "skipped" });
    expect(silent.pipeline.state).toBe("failed");
  });

  test("conditions choose only among the heads that the script named as next", () => {
    const run = gate(undefined, [to("A", "true"), to("B", "true"), to("C", "false")]);
    run.claim(0);
    run.feed({
      type: "settled",
      number: 0,
      outcome: { to: "succeeded", next: [run.numberOf("B")], outputs: {} },
    });
    ran(run);
    expect(run.states()).toMatchObject({ A: "skipped", B: "succeeded", C: "skipped" });
  });
});

describe("the choice of a person", () => {
  test("a failed branch vertex can be marked as succeeded with the heads that a person names", () => {
    const run = ran(gate("first", [to("A", "false"), to("B", "false"), to("C", "false")]));
    expect(run.feed({ type: "forced", number: 0, to: "succeeded", reason: "ann chose" })).toMatch(
      /cannot be marked as succeeded: no condition met/,
    );
    const next = [run.numberOf("A")];
    expect(run.feed({ type: "forced", number: 0, to: "succeeded", reason: "ann chose", next })).toBeNull();
    ran(run);
    expect(run.states()).toEqual({
      G: "succeeded",
      A: "succeeded",
      B: "skipped",
      C: "skipped",
      J: "succeeded",
    });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("outputs that a person gives can be read like those of a script", () => {
    const run = ran(
      gate("first", [to("A", "outputs.G.n > 5"), to("B", "outputs.G.n > 1"), to("C", "true")]),
      0,
      ["G"],
    );
    run.feed({ type: "forced", number: 0, to: "succeeded", reason: "seen", outputs: { n: 3 } });
    ran(run);
    expect(run.states()).toMatchObject({ A: "skipped", B: "succeeded", C: "skipped" });
  });
});

describe("from", () => {
  const reader = (from: string, more: object = {}) => ({
    ...x,
    inputs: { v: { type: "integer", from, ...more } },
  });

  test("reads outputs and params; a missing value fails the track with the values that it read", () => {
    const graph = contentOf(
      { G: n, A: reader("outputs.G.n + params.add"), B: reader("outputs.G.missing") },
      ["G -> A", "G -> B"],
      { params: { add: { type: "integer" } }, onFailure: "continue" },
    );
    const run = ran(new SimulatedPipeline(graph, { add: 2 }), 3);
    expect(run.stateOf("A")).toBe("succeeded");
    expect(run.track(run.numberOf("B"))).toMatchObject({ state: "failed" });
    expect(run.track(run.numberOf("B")).reason).toMatch(
      /the input v has no value and no default: .*outputs.G.missing is not set/,
    );
  });

  test("a required input is asked for, prefilled with the value of `from`", () => {
    const graph = contentOf({ G: n, A: reader("outputs.G.n", { required: true }) }, ["G -> A"]);
    const run = ran(new SimulatedPipeline(graph), 3);
    expect(run.stateOf("A")).toBe("prompting");
    expect(run.history.at(-1)?.asks).toEqual([{ name: "v", prefill: 3 }]);
  });
});
