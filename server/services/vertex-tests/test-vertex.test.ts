import { beforeAll, expect, test } from "vitest";
import { launchedAs, trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { applyGraphText } from "../graphs/save-graph.ts";
import { readLog } from "../logs/read-log.ts";
import { launchedValues } from "../pipelines/launched-values.ts";
import { listPipelineSummaries } from "../pipelines/read/list-pipelines.ts";
import { setRetention, showRetention } from "../retention/retention-settings.ts";
import { tidyAll } from "../retention/run-retention.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { type TestRequest, testVertex } from "./test-vertex.ts";

const { database, startRunner, seal } = await startTestSystem();
const { queries } = database;
await startRunner();

const text = { type: "text" };
const child = { name: "child", vertices: { c: { script: "true" } } };
const draft = {
  signalbox: 1,
  name: "release",
  params: { env: { type: "string" }, unused: { type: "string", required: true } },
  vertices: {
    build: {
      script: 'echo "tag=$env-1" >> "$SIGNALBOX_OUTPUT"',
      inputs: { env: { type: "string", from: "params.env" } },
      outputs: { tag: { type: "string", required: true }, notes: text },
    },
    gate: { kind: "approval", inputs: { why: { type: "text", required: true } } },
    deploy: {
      script: "printf '[%s]' {tag} {notes} {why}; echo",
      inputs: {
        tag: { type: "string", from: "outputs.build.tag" },
        notes: { type: "text", from: "has(outputs.build.notes) ? outputs.build.notes : 'none'" },
        why: { type: "text", from: "outputs.gate.why" },
      },
    },
    below: { kind: "graph", graph: { name: "child", revision: 1 } },
    broken: { script: "echo {nope", inputs: { x: { type: "string", from: "outputs.nobody.x" } } },
  },
  edges: ["build -> gate", "gate -> deploy", "deploy -> below"],
};
const wanted = (more: Partial<TestRequest>): TestRequest => ({
  ...{ name: "release", vertex: "deploy", reach: "vertex", params: {}, inputs: {} },
  ...more,
});

beforeAll(async () => {
  await seal(child);
  await applyGraphText(database, JSON.stringify(draft), "ann");
});

async function tested(more: Partial<TestRequest>) {
  const { id } = await testVertex(database, wanted(more), "ann");
  const view = await launchedAs(database, id).until(({ pipeline }) => pipeline.state !== "running");
  const { chunks } = await readLog(queries, { id, vertex: more.vertex ?? "deploy", after: 0, limit: 100 });
  return { id, view, log: chunks.map(({ text: printed }) => printed).join("") };
}

test("one vertex runs with typed outputs of those before it, and what they hold arrives whole", async () => {
  const notes = "END\nEND_ 'quoted' $HOME\n\n last";
  const { view, log } = await tested({
    inputs: { build: { tag: "1.4", notes }, gate: { why: "because" } },
  });
  expect(view.pipeline).toMatchObject({
    state: "succeeded",
    isTest: true,
    graph: "release",
    name: "deploy: test",
  });
  expect(log).toBe(`[1.4][${notes}][because]\n`);
});

test("all up to a vertex runs as in the draft, and nobody is asked", async () => {
  const { view, log } = await tested({
    reach: "upstream",
    params: { env: "prod" },
    inputs: { gate: { why: "x" } },
  });
  expect(view.tracks.map(({ vertex, state }) => `${vertex} ${state}`)).toEqual([
    "build succeeded",
    "gate succeeded",
    "deploy succeeded",
  ]);
  expect(log).toBe("[prod-1][none][x]\n");
  expect(trackIn(view, "build").outputs).toEqual({ tag: "prod-1" });
});

test("a value that is missing, a part that check refuses and an old draft are refused, and nothing is launched", async () => {
  const before = (await listPipelineSummaries(queries, { tests: true, graph: "release", limit: 50 }))
    .pipelines.length;
  await expect(
    testVertex(database, wanted({ inputs: { build: { tag: "1" } } }), "ann"),
  ).rejects.toMatchObject({
    refusal: { code: "bad-input", problems: [{ path: "inputs.gate.why" }] },
  });
  await expect(testVertex(database, wanted({ vertex: "broken" }), "ann")).rejects.toMatchObject({
    refusal: { code: "check-failed" },
  });
  await expect(testVertex(database, wanted({ vertex: "nobody" }), "ann")).rejects.toMatchObject({
    refusal: { code: "not-found" },
  });
  await expect(testVertex(database, wanted({ edit: 99 }), "ann")).rejects.toMatchObject({
    refusal: { code: "conflict" },
  });
  expect(
    (await listPipelineSummaries(queries, { tests: true, graph: "release", limit: 50 })).pipelines,
  ).toHaveLength(before);
});

test("said twice with one key it is one test, and a draft that changed since makes another one", async () => {
  const once = await testVertex(database, wanted({ vertex: "build", key: "k" }), "ann");
  expect(await testVertex(database, wanted({ vertex: "build", key: "k" }), "ann")).toEqual({
    id: once.id,
    isNew: false,
  });
  const first = await launchedAs(database, once.id).until(({ pipeline }) => pipeline.state !== "running");
  const again = await tested({ vertex: "build" });
  expect(again.view.pipeline.digest).toBe(first.pipeline.digest);
});

test("tests, and what runs below them, are in no list unless that is asked for, tell nobody, and are not launched again", async () => {
  const { id } = await testVertex(database, wanted({ vertex: "below" }), "ann");
  await expect
    .poll(
      async () => {
        await reconcileChildPipelines(database);
        return (await launchedAs(database, id).now()).pipeline.state;
      },
      { timeout: 60_000 },
    )
    .toBe("succeeded");
  const listed = async (asked: object) =>
    (await listPipelineSummaries(queries, { limit: 50, ...asked })).pipelines.map((each) => each.id);
  expect(await listed({})).toEqual([]);
  expect(await listed({ graph: "release", children: true })).toEqual([]);
  expect(await listed({ children: true })).toEqual([]);
  expect(await listed({ tests: true, graph: "release" })).toContain(id);
  expect(await listed({ tests: true, graph: "child" })).toEqual([]);
  for (const table of ["notice_signal", "after_signal"]) {
    const [rows] = await database.pool.query(`select count(*) as n from ${table}`);
    expect([table, rows]).toEqual([table, [{ n: 0 }]]);
  }
  await expect(launchedValues(queries, id)).rejects.toMatchObject({ refusal: { code: "state-forbids" } });
});

test("a graph that runs another one never runs what was sealed for a test of it", async () => {
  await tested({ name: "child", vertex: "c" });
  await applyGraphText(
    database,
    JSON.stringify({
      signalbox: 1,
      name: "upper",
      vertices: { u: { kind: "graph", graph: { name: "child", revision: 1 } } },
    }),
    "ann",
  );
  await seal({ name: "upper", vertices: { u: { kind: "graph", graph: { name: "child", revision: 1 } } } });
  const [rows] = await database.pool.query(
    `select count(*) as n from vertex as v inner join revision as r on r.id = v.child_revision_id
     inner join graph as g on g.id = r.graph_id where g.test_of is not null`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test("they are removed a day after their end, whatever is kept of others, and no list of retentions has them", async () => {
  await setRetention(database, { pipelineDays: 365 }, COMMAND_LINE);
  expect((await showRetention(queries, COMMAND_LINE)).map(({ graph }) => graph)).toEqual([null]);
  await database.pool.query(
    "update pipeline set launched_at = launched_at - interval 2 day, finished_at = finished_at - interval 2 day where is_test",
  );
  await tidyAll(database, { after: 0, isOver: () => false });
  expect(
    (await listPipelineSummaries(queries, { tests: true, graph: "release", limit: 50 })).pipelines,
  ).toEqual([]);
});
