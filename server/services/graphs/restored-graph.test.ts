import { expect, test } from "vitest";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { findTrigger, insertTrigger } from "#repos/triggers/trigger-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { Refused } from "../refusals/refused.ts";
import { createGraph, saveGraph } from "./save-graph.ts";

const { database } = await startTestSystem();
const { queries, pool } = database;

/** As after a restore to a time before the rows: the database counts on from where it was then. */
async function restoreBefore(table: "graph" | "trigger_rule", id: number): Promise<void> {
  await pool.query(`delete from ${table} where id = ?`, [id]);
  await pool.query(`alter table ${table} auto_increment = 1`);
}

const idOf = async (name: string) => (await findGraph(queries, name))?.id ?? 0;

test("a page that is open on a graph that a restore has lost does not save over the next graph of that name", async () => {
  await createGraph(database, { name: "nightly" }, "ann");
  const lost = await idOf("nightly");
  await pool.query("delete from revision where graph_id = ?", [lost]);
  await restoreBefore("graph", lost);
  await createGraph(database, { name: "nightly" }, "bob");
  const save = saveGraph(
    database,
    { name: "nightly", graphId: lost, edit: 1, file: { signalbox: 1, name: "nightly", vertices: { a: {} } } },
    "ann",
  );
  const refused = await save.catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect((refused as Refused).refusal).toMatchObject({
    code: "conflict",
    text: expect.stringContaining("is not there any more"),
  });
});

test("a trigger does not get the id of one that a restore has lost, whose group is still in the Redis", async () => {
  await createGraph(database, { name: "reads" }, "ann");
  const graphId = await idOf("reads");
  const make = () =>
    insertTrigger(queries, {
      name: "orders",
      graphId,
      revision: null,
      kind: "stream",
      settings: { stream: "orders" },
      sourceGraphId: null,
      installation: "0123456789ab",
      filter: null,
      params: {},
      pipelineName: null,
      priority: 0,
      labels: null,
      createdBy: "ann",
    });
  const lost = await make();
  await restoreBefore("trigger_rule", lost);
  expect(await make()).not.toBe(lost);
  expect(await findTrigger(queries, "orders")).not.toBeNull();
});
