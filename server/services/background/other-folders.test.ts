import { expect, test } from "vitest";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { otherFolders } from "../pipelines/read/other-folders.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { reconcileChildPipelines } from "./reconcile-child-pipelines.ts";

const { database, launch, seal } = await startTestSystem();

test("of a child pipeline in another folder is told that it needs a person and how it ended, and nothing of what is in it", async () => {
  for (const [folder, name] of [
    ["", "own"],
    ["own", "below"],
    ["", "foreign"],
    // Its name begins with that of the other one.
    ["", "own-too"],
  ] as const)
    await createFolder(database, { folder, name }, COMMAND_LINE);
  const moveTo = (folder: string) => moveGraph(database, { name: "hidden", folder }, COMMAND_LINE);
  await seal({ name: "hidden", vertices: { secretly: { kind: "approval" } } });
  const run = await launch({ name: "tells", vertices: { R: { kind: "graph", graph: "hidden@1" } } });
  await moveGraph(database, { name: "tells", folder: "own" }, COMMAND_LINE);
  await moveTo("foreign");
  await reconcileChildPipelines(database);
  const shown = () => showPipeline(database.queries, run.id);
  const asking = await shown();
  expect(asking.pipeline).toMatchObject({ needsHuman: true, needs: "a pipeline of another folder" });
  const asks = trackIn(asking, "R");
  expect(asks.why).toBe("Runs hidden@1. It waits for a person: a pipeline of another folder.");
  await moveTo("own-too");
  expect((await shown()).pipeline.needs).toBe("a pipeline of another folder");
  expect([asks.child, asks.isChildElsewhere]).toEqual([null, true]);
  const all = await otherFolders(database.queries, run.id, "all");
  expect(await otherFolders(database.queries, run.id, [])).toEqual({ parent: null, children: [] });
  expect(all.children).toMatchObject([{ vertex: "R", child: { state: "running" } }]);
  const child = all.children[0]?.child.id ?? 0;
  const below = async () => (await showPipeline(database.queries, child)).pipeline;
  expect(await below()).toMatchObject({ parent: null, isParentElsewhere: true });
  expect((await otherFolders(database.queries, child, "all")).parent).toEqual({
    pipeline: run.id,
    vertex: "R",
  });
  expect((await otherFolders(database.queries, child, [])).parent).toBeNull();
  await moveTo("own/below");
  expect((await shown()).pipeline.needs).toBe(`pipeline ${child}: 1 prompt`);
  expect(trackIn(await shown(), "R")).toMatchObject({ child: { id: child }, isChildElsewhere: false });
  await moveTo("foreign");
  await cancelPipeline(database, { id: child, kill: true }, "a person of foreign");
  await reconcileChildPipelines(database);
  const ended = await shown();
  expect(trackIn(ended, "R").reason).toBe("a pipeline of another folder was cancelled");
  expect(JSON.stringify(ended)).not.toMatch(/secretly|a person of foreign/);
});
