import { join } from "node:path";
import { expect, test } from "vitest";
import { trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { applyGraphText } from "../graphs/save-graph.ts";
import { sealGraph } from "../graphs/seal-graph.ts";
import { listPipelineSummaries } from "./read/list-pipelines.ts";
import { showPipeline } from "./read/show-pipeline.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });
const dir = await makeDirectory();

const lines = (name: string) => {
  const path = join(dir, name);
  return linesOf(path);
};

/** A scope of two steps, of which the second always fails. It is undone before it is tried again. */
async function sealScope(name: string): Promise<void> {
  const step = (exit: number) => ({
    inputs: { value: { type: "string", from: "params.value" } },
    script: `echo "do $SIGNALBOX_VERTEX {value}" >> ${dir}/${name}; exit ${exit}`,
    revert: `echo "undo $SIGNALBOX_VERTEX" >> ${dir}/${name}`,
    revertFailed: true,
  });
  const graph = {
    name,
    onFailure: "revert",
    params: { value: { type: "string", default: "-" } },
    vertices: { t1: step(0), t2: step(1) },
    edges: ["t1 -> t2"],
  };
  await seal(graph);
}

const ROUND = (value: string) => [`do t1 ${value}`, `do t2 ${value}`, "undo t2", "undo t1"];

test("a scope that is tried three times is undone before each new try, and at the end the whole run is undone", async () => {
  await sealScope("three-times");
  const run = await launch(`signalbox: 1
name: around-three-times
onFailure: revert
vertices:
  before: { script: 'true', revert: 'echo undo before >> ${dir}/three-times' }
  scope: { kind: graph, graph: three-times@1, retry: { max: 2 } }
edges: [before -> scope]
`);
  const view = await run.until(({ pipeline }) => pipeline.state === "reverted", 40_000);
  expect(lines("three-times")).toEqual([...ROUND("-"), ...ROUND("-"), ...ROUND("-"), "undo before"]);
  expect(trackIn(view, "scope")).toMatchObject({ state: "reverted", attempt: 3 });
  expect(view.pipeline.reason).toMatch(/^scope failed: pipeline \d+ was reverted: t2 failed: exit 1/);
}, 60_000);

test("a scope is tried with each value of a list in order, and never begins with an empty list", async () => {
  await sealScope("each-value");
  const around = (name: string, list: string) =>
    launch(`signalbox: 1
name: ${name}
onFailure: revert
vertices:
  scope:
    kind: graph
    graph: each-value@1
    inputs: { value: { type: string, from: string(item) } }
    retry: { each: '${list}' }
`);
  const run = await around("around-each-value", "[3, 2, 3, 5]");
  await run.until(({ pipeline }) => pipeline.state === "reverted", 40_000);
  expect(lines("each-value")).toEqual(["3", "2", "3", "5"].flatMap(ROUND));
  const none = await around("around-no-value", "[]");
  const { tracks } = await none.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]).toMatchObject({ state: "failed", attempt: 0, reason: "no elements left to try with" });
  expect(lines("each-value")).toHaveLength(16);
}, 60_000);

test("a script is tried with one mirror after the other", async () => {
  const run = await launch(`signalbox: 1
name: mirrors
params: { mirrors: { type: list, default: [a, b, c] } }
vertices:
  A:
    inputs: { mirror: { type: string, from: item } }
    retry: { each: params.mirrors }
    script: '[ {mirror} = b ] && echo "from={mirror}" >> "$SIGNALBOX_OUTPUT"'
`);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ attempt: 2, outputs: { from: "b" }, inputs: { mirror: "b" } });
});

test("a loop over two steps: each runs four times, the round is visible, and every round is kept", async () => {
  const step = {
    inputs: { round: { type: "integer", from: "params.round" } },
    script: `echo "$SIGNALBOX_VERTEX {round}" >> ${dir}/loop`,
  };
  const inner = {
    signalbox: 1,
    name: "loop-body",
    params: { round: { type: "integer", default: 0 }, before: { type: "json", default: {} } },
    outputs: { n: { type: "integer", from: "params.round + 1" } },
    vertices: { act1: step, act2: step },
    edges: ["act1 -> act2"],
  };
  await applyGraphText(database, JSON.stringify(inner), "ann");
  await sealGraph(database, { name: "loop-body" }, "ann");
  const loop = {
    kind: "graph",
    graph: "loop-body@1",
    inputs: { round: { type: "integer", from: "index" }, before: { type: "json", from: "last" } },
    outputs: { n: { type: "integer" } },
    repeat: { until: "result.n == 4", max: 10 },
  };
  const run = await launch(
    JSON.stringify({
      signalbox: 1,
      name: "loop",
      vertices: { loop, after: { script: "true" } },
      edges: ["loop -> after"],
    }),
  );
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines("loop")).toEqual([0, 1, 2, 3].flatMap((round) => [`act1 ${round}`, `act2 ${round}`]));
  expect(trackIn(view, "loop")).toMatchObject({ attempt: 4, outputs: { n: 4 } });
  const rounds = await listPipelineSummaries(database.queries, {
    graph: "loop-body",
    limit: 10,
    children: true,
  });
  expect(rounds.pipelines).toHaveLength(4);
  const last = await showPipeline(database.queries, rounds.pipelines[0]?.id ?? -1);
  expect(last.params).toEqual({ round: 3, before: new Map([["n", 3]]) });
});
