import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { forecastInput } from "#contract/pipelines/forecasts.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import { forecastLaunch } from "./forecast-launch.ts";

const { database, seal, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);

function forecast(graph: string, more: object = {}) {
  return forecastLaunch(database.queries, forecastInput.parse({ graph, ...more }), "ann");
}

/** Launches a revision, runs it to its end, and lets its tracks have taken so many seconds. */
async function ranFor(graph: string, revision: number, seconds: Readonly<Record<string, number>>) {
  const params = { env: "prod" };
  const { id } = await launchPipeline(database, { graph, revision, params, inputs: {} }, "ann");
  await runner.executeAll();
  for (const [name, each] of Object.entries(seconds))
    await database.queries.execute(sql`update track as t
      inner join pipeline as p on p.id = t.pipeline_id
      inner join vertex as v on v.revision_id = p.revision_id and v.number = t.number
      set t.started_at = date_sub(t.finished_at, interval ${each} second)
      where p.id = ${id} and v.name = ${Buffer.from(name)}`);
}

const x = { script: "x" };
const param = { inputs: { env: { type: "string", from: "params.env" } } };
const first = {
  name: "deploy",
  limits: { pipelines: 1 },
  params: { env: { type: "string", required: true } },
  vertices: { build: x, roll: x, other: x, check: x },
  edges: ["build -> roll", "roll -> check"],
};
/** With an approval, conditions, locks and a vertex that never ran. */
const second = {
  ...first,
  vertices: {
    build: { ...x, outputs: { k: { type: "string" } } },
    ok: { kind: "approval", prompt: { title: "Go?" } },
    roll: { ...x, ...param, locks: ["{env}"] },
    also: { ...x, ...param, locks: ["{env}"] },
    other: x,
    check: { ...x, labels: ["gpu"] },
  },
  edges: [
    { tail: "build", head: "ok", when: "outputs.build.k == 'v'" },
    { tail: "build", head: "other", when: "outputs.build.k != 'v'" },
    "ok -> roll",
    "ok -> also",
    "roll -> check",
  ],
};

test("a launch is foreseen from the last succeeded runs of its graph, by the names of the vertices", async () => {
  await seal(first);
  await ranFor("deploy", 1, { build: 60, roll: 100, other: 1, check: 10 });
  await ranFor("deploy", 1, { build: 70, roll: 300, other: 1, check: 10 });
  await ranFor("deploy", 1, { build: 80, roll: 200, other: 1, check: 40 });
  await seal(second);
  const found = await forecast("deploy", { revision: 2, params: { env: "prod" } });
  expect(found).toMatchObject({
    refused: null,
    revision: 2,
    runs: 3,
    ms: 280_000,
    slowMs: 420_000,
    path: { count: 4, names: ["build", "ok", "roll", "check"] },
    asks: [{ vertex: "ok", what: "approval", at: 70_000, slowAt: 80_000 }],
    unserved: [{ vertex: "check", reason: "no runner has the label gpu" }],
    unknown: { count: 1, names: ["also"] },
    undecided: { count: 0 },
    queues: [{ vertex: "also", at: 70_000, ms: 200_000, because: "needs the lock prod" }],
    graphQueue: null,
  });
  expect(found.tracks.map(({ name }) => name)).toEqual(["build", "ok", "roll", "also", "check"]);
  const draft = await forecast("deploy", { params: { env: "prod" } });
  expect(draft).toEqual({ ...found, revision: null });
});

test("nothing is written, and what a launch would refuse is refused", async () => {
  const count = async () =>
    (
      await database.queries.execute(
        sql`select (select count(*) from pipeline) as p, (select count(*) from revision) as r`,
      )
    )[0];
  const before = await count();
  await forecast("deploy", { params: { env: "prod" }, skips: ["ok"] });
  expect(await count()).toEqual(before);
  await expect(forecast("deploy")).rejects.toThrow(/The param "env" is required/);
  await expect(forecast("deploy", { params: { env: "a" }, from: "nobody" })).rejects.toThrow(
    /no vertex "nobody"/,
  );
  await expect(forecast("deploy", { revision: 9 })).rejects.toThrow(/no sealed revision 9/);
  await expect(forecast("no-such")).rejects.toThrow(/no graph/);
  await seal({
    name: "ruled",
    vertices: { ok: { kind: "approval", prompt: { quorum: 2 } }, b: x },
    edges: ["ok -> b"],
  });
  await expect(forecast("ruled", { skips: ["ok"] })).rejects.toThrow(/cannot be skipped/);
});

test("while as many pipelines of its graph run as may, its place in the queue is said", async () => {
  await launch({ name: "slow", limits: { pipelines: 1 }, vertices: { A: { kind: "approval" } } });
  const { graphQueue } = await forecast("slow");
  expect(graphQueue).toMatch(
    /^Queued: 1st of 1 waiting for slow. At most one pipeline of it runs at once: #\d+\.$/,
  );
});
