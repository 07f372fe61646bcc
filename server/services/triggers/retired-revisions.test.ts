import { expect, test } from "vitest";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { forecastLaunch } from "../forecast/forecast-launch.ts";
import { listRevisions } from "../graphs/revisions/list-revisions.ts";
import { retireRevision, unretireRevision } from "../graphs/revisions/retire-revision.ts";
import { applyGraphText } from "../graphs/save-graph.ts";
import { sealGraph } from "../graphs/seal-graph.ts";
import { listGraphs, showGraph } from "../graphs/show-graph.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import { launchedValues } from "../pipelines/launched-values.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { saveSchedule } from "../schedules/save-schedule.ts";
import { firesOf, look, MINUTE, passTime, publish } from "../schedules/schedules-for-test.ts";
import { launchAfterEnds } from "./launch-after.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";
import { sendToTrigger, testTrigger } from "./send-event.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const runner = await StandInRunner.register(database);
const again = (wait: string) => ({ rest: { kind: "wait", wait: { for: wait } } });
const retire = (name: string, revision: number, reason = "it deletes too much") =>
  retireRevision(database, { name, revision, reason }, COMMAND_LINE);
const bring = (name: string, revision: number) =>
  unretireRevision(database, { name, revision }, COMMAND_LINE);
const launch = (graph: string, revision?: number) =>
  launchPipeline(database, { graph, params: {}, inputs: {}, ...(revision && { revision }) }, "ann");
const REFUSED = { refusal: { code: "state-forbids", text: expect.stringContaining("it deletes too much") } };

/** Two revisions; the second one is the draft, and is retired. */
async function graphWithRetired(name: string): Promise<void> {
  await seal({ name, vertices: again("10h") });
  await seal({ name, vertices: again("11h") });
  expect(await retire(name, 2)).toMatchObject({ isChanged: true, retired: { by: COMMAND_LINE.name } });
}

test("a retired revision is not launched by number, as a draft, as a plan or as a rerun; its pipelines go on, and it can be taken back", async () => {
  await seal({ name: "deploy", vertices: again("10h") });
  await seal({ name: "deploy", vertices: again("11h") });
  const before = await launch("deploy", 2);
  expect(await launchedValues(queries, before.id)).toMatchObject({ revision: 2, newest: 2 });
  await retire("deploy", 2);
  expect(await retire("deploy", 2, "another reason")).toMatchObject({
    isChanged: false,
    retired: { reason: "it deletes too much" },
  });
  await expect(launch("deploy", 2)).rejects.toMatchObject(REFUSED);
  await expect(launch("deploy")).rejects.toMatchObject(REFUSED);
  const planned = forecastLaunch(queries, { graph: "deploy", revision: 2, params: {}, inputs: {} }, "all");
  await expect(planned).rejects.toMatchObject(REFUSED);
  const draftPlanned = forecastLaunch(queries, { graph: "deploy", params: {}, inputs: {} }, "all");
  await expect(draftPlanned).rejects.toMatchObject(REFUSED);
  expect(await sealGraph(database, { name: "deploy" }, "ann")).toMatchObject({
    isNew: false,
    retired: { reason: "it deletes too much" },
  });
  // A rerun asks for the newest one that can be launched.
  expect(await launchedValues(queries, before.id)).toMatchObject({ revision: 2, newest: 1 });
  expect((await showPipeline(queries, before.id)).pipeline.state).toBe("running");
  const [listed] = (await listGraphs(queries, { search: "deploy" }, "all")).filter(
    ({ name }) => name === "deploy",
  );
  expect(listed).toMatchObject({ latest: { number: 1 }, hasUnsealedChanges: false });
  expect((await listRevisions(queries, { name: "deploy", limit: 1 })).revisions).toMatchObject([
    { number: 2, pipelines: { running: 1 }, retired: { reason: "it deletes too much" } },
  ]);
  expect(await bring("deploy", 2)).toMatchObject({ isChanged: true, retired: null });
  expect(await bring("deploy", 2)).toMatchObject({ isChanged: false, retired: null });
  await launch("deploy", 2);
  await expect(retire("deploy", 3)).rejects.toMatchObject({ refusal: { code: "not-found" } });
});

test("a schedule of the latest revision passes a retired one over; one of that revision says why it did not launch", async () => {
  await graphWithRetired("nightly");
  const policy = { overlap: "allow" as const, maxRunning: 9 };
  const pinned = saveScheduleInput.parse({
    ...{ name: "pinned", graph: "nightly", zone: "UTC", everyMs: MINUTE },
    revision: 2,
  });
  await expect(saveSchedule(database, pinned, COMMAND_LINE)).rejects.toMatchObject(REFUSED);
  await bring("nightly", 2);
  await publish(database, { name: "pinned", graph: "nightly", revision: 2, policy });
  await publish(database, { name: "latest", graph: "nightly", policy });
  await retire("nightly", 2);
  for (const name of ["pinned", "latest"]) await passTime(database, name, MINUTE);
  await look(database);
  expect((await firesOf(database, "pinned")).at(-1)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("nightly@2 was retired by command line: it deletes too much"),
  });
  const fire = (await firesOf(database, "latest")).at(-1);
  expect((await showPipeline(queries, fire?.pipelineId ?? 0)).pipeline.revision).toBe(1);
  await retire("nightly", 1);
  await passTime(database, "latest", MINUTE);
  await look(database);
  expect((await firesOf(database, "latest")).at(-1)).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("all are retired"),
  });
});

test("a trigger passes a retired revision over as a schedule does, also one that launches after another graph", async () => {
  await seal({ name: "source", vertices: { A: { script: "true" } } });
  await graphWithRetired("target");
  const save = (name: string, more: object) =>
    saveTrigger(
      database,
      saveTriggerInput.parse({
        name,
        graph: "target",
        kind: "after",
        settings: { graph: "source" },
        ...more,
      }),
      COMMAND_LINE,
    );
  await expect(save("after-2", { revision: 2 })).rejects.toMatchObject(REFUSED);
  await bring("target", 2);
  await save("after-2", { revision: 2 });
  await save("after-latest", {});
  for (const name of ["after-2", "after-latest"])
    await setTrigger(database, { name, state: "active" }, COMMAND_LINE);
  await retire("target", 2);
  await launch("source");
  const track = await runner.claim();
  if (track === null) throw new Error("Nothing is pending.");
  await runner.settle(track, 0);
  await launchAfterEnds(database, (error) => {
    throw error;
  });
  const event = JSON.stringify({ pipeline: {} });
  expect(await sendToTrigger(database, { name: "after-2", event }, COMMAND_LINE)).toMatchObject({
    state: "refused",
    reason: expect.stringContaining("target@2 was retired"),
  });
  expect(await testTrigger(queries, { name: "after-2", event })).toMatchObject({
    act: "refuse",
    reason: expect.stringContaining("target@2 was retired"),
  });
  const [rows] = await database.pool.query(
    "SELECT CONVERT(t.name USING utf8mb4) AS name, d.state, v.number FROM delivery d JOIN trigger_rule t ON t.id = d.trigger_id LEFT JOIN pipeline p ON p.id = d.pipeline_id LEFT JOIN revision v ON v.id = p.revision_id ORDER BY t.name, d.id",
  );
  expect(rows).toEqual([
    { name: "after-2", state: "refused", number: null },
    { name: "after-2", state: "refused", number: null },
    { name: "after-latest", state: "launched", number: 1 },
  ]);
});

test("a sealed graph runs the retired child that it pins, and check warns whoever pins it anew", async () => {
  await graphWithRetired("child");
  await bring("child", 2);
  const parent = (name: string) => ({ name, vertices: { run: { kind: "graph", graph: "child@2" } } });
  await seal(parent("parent"));
  await retire("child", 2);
  const { id } = await launch("parent", 1);
  await reconcileChildPipelines(database);
  const child = (await showPipeline(queries, id)).tracks[0]?.child;
  expect(child).toMatchObject({ state: "running" });
  const saved = await applyGraphText(database, JSON.stringify({ signalbox: 1, ...parent("new") }), "ann");
  expect(saved.findings).toMatchObject([{ code: "child-retired", level: "warning", vertices: ["run"] }]);
});

test("a note and reasons are kept with a revision, besides its digest; sealed again, it keeps those that it has", async () => {
  const draft = JSON.stringify({
    signalbox: 1,
    name: "noted",
    vertices: { rest: { kind: "wait", wait: { for: "1h" } }, run: { kind: "graph", graph: "child@2" } },
  });
  await applyGraphText(database, draft, "ann");
  const unknown = sealGraph(database, { name: "noted", reasons: [{ code: "none", reason: "x" }] }, "ann");
  await expect(unknown).rejects.toMatchObject({
    refusal: { code: "bad-input", problems: [{ text: expect.stringContaining("none") }] },
  });
  const reasons = [{ reason: "it is replaced next week" }];
  const first = await sealGraph(database, { name: "noted", note: " first one\n", reasons }, "ann");
  expect(first).toMatchObject({ isNew: true, warnings: 1, withoutReason: 0, notKept: [] });
  const same = await sealGraph(database, { name: "noted", note: "another", reasons }, "bob");
  expect(same).toMatchObject({
    ...{ isNew: false, revision: 1, digest: first.digest, warnings: 1, withoutReason: 0 },
    notKept: ["note", "reason"],
  });
  const view = await showGraph(queries, "noted", 1);
  expect(view.sealed).toMatchObject({
    note: "first one",
    warnings: [{ code: "child-retired", vertices: ["run"], reason: "it is replaced next week" }],
    retired: null,
  });
  expect((await showGraph(queries, "noted", undefined)).sealed).toBeNull();
  await applyGraphText(database, draft.replace("1h", "2h"), "ann");
  // A launch that seals first, and all that knows nothing of reasons, goes on as before.
  await launch("noted");
  const page = await listRevisions(queries, { name: "noted", limit: 9 });
  expect(page).toMatchObject({
    hasMore: false,
    revisions: [
      { number: 2, note: null, warnings: 1, withoutReason: 1, pipelines: { running: 1 } },
      { number: 1, note: "first one", warnings: 1, withoutReason: 0, pipelines: {} },
    ],
  });
  expect(await listRevisions(queries, { name: "noted", before: 2, limit: 1 })).toMatchObject({
    revisions: [{ number: 1 }],
  });
  expect(await listRevisions(queries, { name: "noted", limit: 1 })).toMatchObject({ hasMore: true });
});
