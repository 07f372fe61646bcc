import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { launchPipeline } from "./launch-pipeline.ts";
import { listEvents, showPipeline } from "./read/show-pipeline.ts";
import { setPipelinePriority } from "./set-priority.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "1" });

let dir: string;
let journal: string;

beforeEach(async () => {
  dir = await makeDirectory();
  journal = join(dir, "journal");
});

/** Takes the only slot until `release` is called. */
async function holdSlot(name: string) {
  const script = `touch ${dir}/held; until [ -e ${dir}/go ]; do sleep 0.05; done`;
  const run = await launch({ name, vertices: { hold: { script } } });
  await vi.waitFor(() => expect(existsSync(join(dir, "held"))).toBe(true), 20_000);
  return { run, release: () => writeFileSync(join(dir, "go"), "") };
}

const noting = (name: string) => ({
  name,
  vertices: {
    one: { script: `echo ${name} >> ${journal}` },
    two: { script: `echo ${name} 2 >> ${journal}` },
  },
  edges: ["one -> two"],
});

async function priorities(id: number) {
  const [rows] = await database.pool.query(
    "select priority, timestampdiff(minute, ready_at, claim_at) as minutes from track where pipeline_id = ? order by number",
    [id],
  );
  return (rows as { priority: number; minutes: number | null }[]).map(({ priority, minutes }) => [
    priority,
    minutes,
  ]);
}

async function said(id: number): Promise<string[]> {
  const events = await listEvents(database.queries, id, undefined, 100);
  return events.flatMap(({ reason, actor }) =>
    reason?.startsWith("priority") ? [`${reason} by ${actor}`] : [],
  );
}

const set = (id: number, priority: number, reason?: string) =>
  setPipelinePriority(database, { id, priority, ...(reason !== undefined && { reason }) }, "ann");

test("a pipeline that is raised while it waits goes before one that was launched earlier, with all its tracks", async () => {
  const { run, release } = await holdSlot("hold-raised");
  const early = await launch(noting("early"));
  const late = await launch(noting("late"));
  await set(late.id, -30, "customer waits");
  await set(late.id, -30);
  expect(await priorities(late.id)).toEqual([
    [-30, -30],
    [-30, null],
  ]);
  release();
  for (const each of [run, early, late]) await each.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(linesOf(journal)).toEqual(["late", "late 2", "early", "early 2"]);
  expect(await said(late.id)).toEqual(["priority changed from 0 to -30: customer waits by ann"]);
  expect((await late.now()).pipeline.priority).toBe(-30);
  await expect(set(late.id, 0)).rejects.toThrow(/is succeeded/);
  await expect(set(99_999, 0)).rejects.toThrow(/no pipeline 99999/);
});

test("the priority of the vertices is kept, and that of launch is replaced", async () => {
  const { run, release } = await holdSlot("hold-sum");
  await seal({ name: "sum", vertices: { A: { priority: 5, script: "true" }, B: { script: "true" } } });
  const { id } = await launchPipeline(
    database,
    { graph: "sum", params: {}, inputs: {}, priority: 20 },
    "ann",
  );
  await set(id, -1_000);
  await set(id, 2);
  expect(await priorities(id)).toEqual([
    [7, 7],
    [2, 2],
  ]);
  release();
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("child pipelines at every depth follow: those that run, those that come later, and those that are opened again", async () => {
  await seal({ name: "leaf", vertices: { A: { script: `echo leaf >> ${journal}; test -e ${dir}/ok` } } });
  await seal({ name: "branch", vertices: { L: { kind: "graph", graph: "leaf@1" } } });
  const { run, release } = await holdSlot("hold-children");
  const other = await launch(noting("other"));
  const root = await launch({
    name: "root",
    onFailure: "continue",
    vertices: {
      B: { kind: "graph", graph: "branch@1" },
      later: { kind: "graph", graph: "branch@1" },
    },
    edges: [{ tail: "B", head: "later", when: "failed" }],
  });
  const childOf = async (id: number, vertex: string): Promise<number> => {
    const view = await vi.waitFor(async () => {
      const found = (await showPipeline(database.queries, id)).tracks.find((each) => each.vertex === vertex);
      if (!found?.child) throw new Error(`${vertex} has launched nothing yet.`);
      return found.child;
    }, 20_000);
    return view.id;
  };
  const branch = await childOf(root.id, "B");
  const leaf = await childOf(branch, "L");
  await set(root.id, -60);
  expect(await priorities(leaf)).toEqual([[-60, -60]]);
  for (const id of [branch, leaf])
    expect(await said(id)).toEqual(["priority changed from 0 to -60 with the pipeline above it by ann"]);
  release();
  const laterLeaf = await childOf(await childOf(root.id, "later"), "L");
  expect((await priorities(laterLeaf)).map(([priority]) => priority)).toEqual([-60]);
  for (const each of [run, other]) await each.until(({ pipeline }) => pipeline.state === "succeeded");
  await root.until(({ pipeline }) => pipeline.state === "failed");
  expect(linesOf(journal)[0]).toBe("leaf");

  writeFileSync(join(dir, "ok"), "");
  const held = await holdAgain();
  await retryTrack(database, { id: laterLeaf, vertex: "A", reason: "mended" }, "ann");
  await root.until(({ pipeline }) => pipeline.state === "running");
  await set(root.id, 3);
  await retryTrack(database, { id: leaf, vertex: "A", reason: "mended" }, "ann");
  await vi.waitFor(
    async () => expect((await priorities(leaf)).map(([priority]) => priority)).toEqual([3]),
    20_000,
  );
  held();
  await root.until(({ pipeline }) => pipeline.state !== "running");
});

/** Takes the slot in a directory of its own. */
async function holdAgain(): Promise<() => void> {
  const before = dir;
  dir = await makeDirectory();
  const { release } = await holdSlot("hold-again");
  const mine = dir;
  dir = before;
  return () => {
    writeFileSync(join(mine, "go"), "");
    release();
  };
}
