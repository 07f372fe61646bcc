import { expect, test } from "vitest";
import { saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { type NoticeFacts, noticeText } from "#engine/notices/notice-text.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { findEnded } from "../notices/find-notices.ts";
import { saveNoticeRule } from "../notices/save-notice-rule.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { launchedValues } from "../pipelines/launched-values.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { publish } from "../schedules/schedules-for-test.ts";
import { runScheduleNow } from "../schedules/set-schedule.ts";
import { reconcileChildPipelines } from "./reconcile-child-pipelines.ts";

const { database, seal } = await startTestSystem();
const LABELS = { team: "shop", tier: 'a: "b", c' };

/** The pipelines of a graph, the newest first: their numbers and their labels. */
async function pipelinesOf(graph: string): Promise<{ id: number; labels: unknown }[]> {
  const [rows] = await database.pool.query(
    "SELECT p.id, p.labels FROM pipeline AS p JOIN graph AS g ON g.id = p.graph_id WHERE g.name = ? ORDER BY p.id DESC",
    [graph],
  );
  return (rows as { id: number; labels: string | object | null }[]).map(({ id, labels }) => ({
    id,
    labels: typeof labels === "string" ? JSON.parse(labels) : labels,
  }));
}

test("labels of a schedule go to its pipelines and, in the folder and below, to all children; none into another folder; notices tell them", async () => {
  for (const [folder, name] of [
    ["", "own"],
    ["own", "below"],
    ["", "foreign"],
  ] as const)
    await createFolder(database, { folder, name }, COMMAND_LINE);
  const waits = { W: { kind: "approval" } };
  await seal({ name: "inner", vertices: waits });
  await seal({ name: "stranger", vertices: waits });
  await seal({ name: "middle", vertices: { I: { kind: "graph", graph: "inner@1" } } });
  await seal({
    name: "outer",
    vertices: { M: { kind: "graph", graph: "middle@1" }, S: { kind: "graph", graph: "stranger@1" } },
  });
  const places = { outer: "own", middle: "own", inner: "own/below", stranger: "foreign" };
  for (const [name, folder] of Object.entries(places))
    await moveGraph(database, { name, folder }, COMMAND_LINE);
  const rule = {
    name: "cancelled",
    folder: "",
    on: ["failed"],
    to: { kind: "webhook", url: "https://hooks.example.com/x" },
  };
  const outlets = { allowed: allowedAddresses([]), site: "https://signalbox.example.com" };
  await saveNoticeRule(database, saveNoticeRuleInput.parse(rule) as never, COMMAND_LINE, outlets as never);

  await publish(database, { name: "labelled", graph: "outer", labels: LABELS });
  const { pipelineId } = await runScheduleNow(database, { name: "labelled" }, COMMAND_LINE);
  for (let step = 0; step < 3; step += 1) await reconcileChildPipelines(database);
  const [outer] = await pipelinesOf("outer");
  expect(outer).toEqual({ id: pipelineId, labels: LABELS });
  expect((await pipelinesOf("middle")).map(({ labels }) => labels)).toEqual([LABELS]);
  const [inner] = await pipelinesOf("inner");
  expect(inner?.labels).toEqual(LABELS);
  expect((await pipelinesOf("stranger")).map(({ labels }) => labels)).toEqual([null]);
  // A rerun is offered with them.
  expect((await launchedValues(database.queries, pipelineId)).labels).toEqual(LABELS);

  await cancelPipeline(database, { id: inner?.id ?? 0, kill: true }, "ann");
  const [stranger] = await pipelinesOf("stranger");
  await cancelPipeline(database, { id: stranger?.id ?? 0, kill: true }, "ann");
  for (let step = 0; step < 3; step += 1) await reconcileChildPipelines(database);
  while (await findEnded(database));
  const [rows] = await database.pool.query("SELECT facts FROM notice WHERE pipeline_id = ?", [pipelineId]);
  const [row] = rows as { facts: string | NoticeFacts }[];
  const facts = (typeof row?.facts === "string" ? JSON.parse(row.facts) : row?.facts) as NoticeFacts;
  expect(facts.labels).toEqual(LABELS);
  expect(noticeText(facts, "https://signalbox.example.com", 0).lines).toContain(
    'Labels: team=shop, tier=a: "b", c',
  );
});
