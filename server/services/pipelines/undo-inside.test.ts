import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { everyAttempt } from "#testing/every-attempt.ts";
import { trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { foreseeAct } from "./foresee.ts";
import { readUndoInsides } from "./read/read-undo-insides.ts";
import { showPipeline } from "./read/show-pipeline.ts";
import { undoPipeline } from "./undo-pipeline.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

let journal: string;
let mended: string;

beforeEach(async () => {
  const dir = await makeDirectory();
  journal = join(dir, "journal");
  mended = join(dir, "mended");
});

/** A script that notes that it ran, and its undo script, which notes it too. */
function noting(name: string, more = "") {
  return { script: `echo do ${name} >> ${journal}${more}`, revert: `echo undo ${name} >> ${journal}` };
}

/** Its undo script fails until a person has mended something. */
function brittle(name: string) {
  return { ...noting(name), revert: `[ -e ${mended} ] && echo undo ${name} >> ${journal}` };
}

const undone = () => linesOf(journal).filter((line) => line.startsWith("undo"));
const show = (id: number) => showPipeline(database.queries, id);

test("an undo goes through child graphs, items and rounds of all levels, newest first", async () => {
  const round = { kind: "graph", graph: "leaf@1", repeat: { until: "index == 1", max: 2 } };
  await seal({
    name: "leaf",
    params: { n: { type: "integer", default: 0 } },
    vertices: {
      leaf1: { ...noting("leaf1-{n}"), inputs: { n: { type: "integer", from: "params.n" } } },
      leaf2: { ...noting("leaf2-{n}"), inputs: { n: { type: "integer", from: "params.n" } } },
    },
    edges: ["leaf1 -> leaf2"],
  });
  await seal({
    name: "middle",
    vertices: {
      first: noting("first"),
      rounds: { ...round, inputs: { n: { type: "integer", from: "index" } } },
      items: {
        ...noting("item-{n}"),
        foreach: { items: "[7, 8]" },
        inputs: { n: { type: "integer", from: "item" } },
      },
    },
    edges: ["first -> rounds", "rounds -> items"],
  });
  const run = await launch({
    name: "deep",
    onFailure: "revert",
    vertices: {
      before: noting("before"),
      middle: { kind: "graph", graph: "middle@1" },
      last: { script: "exit 1" },
    },
    edges: ["before -> middle", "middle -> last"],
  });
  const view = await run.until(({ pipeline }) => pipeline.state === "reverted");
  const order = undone();
  expect(order.slice(0, 2).sort()).toEqual(["undo item-7", "undo item-8"]);
  expect(order.slice(2)).toEqual([
    "undo leaf2-1",
    "undo leaf1-1",
    "undo leaf2-0",
    "undo leaf1-0",
    "undo first",
    "undo before",
  ]);
  expect(trackIn(view, "middle").state).toBe("reverted");
  expect((await show(trackIn(view, "middle").child?.id ?? -1)).pipeline.state).toBe("reverted");
});

test("each round of a repeated script is undone with its own inputs and outputs, the newest first", async () => {
  const run = await launch({
    name: "rounds",
    onFailure: "revert",
    vertices: {
      A: {
        repeat: { until: "index == 2", max: 5 },
        inputs: { n: { type: "integer", from: "index" } },
        script: `echo "made=m{n}" >> "$SIGNALBOX_OUTPUT"`,
        revert: `echo "undo {n} $SIGNALBOX_OUTPUT_made" >> ${journal}`,
      },
      B: { script: "exit 1" },
    },
    edges: ["A -> B"],
  });
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  expect(undone()).toEqual(["undo 2 m2", "undo 1 m1", "undo 0 m0"]);
  const attempts = await everyAttempt(database.queries, run.id, "A");
  expect(attempts.map(({ kind, undoes }) => [kind, undoes])).toEqual([
    ["run", null],
    ["run", null],
    ["run", null],
    ["undo", 3],
    ["undo", 2],
    ["undo", 1],
  ]);
});

test("a person undoes a succeeded pipeline with its children; a roll back undoes only what is behind, and runs again", async () => {
  await seal({ name: "part", vertices: { x: noting("x") } });
  const run = await launch({
    name: "whole",
    vertices: { a: noting("a"), P: { kind: "graph", graph: "part@1" }, z: noting("z") },
    edges: ["a -> P", "P -> z"],
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await undoPipeline(database, { id: run.id, from: "P", reason: "wrong" }, "ann");
  const again = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(linesOf(journal)).toEqual(["do a", "do x", "do z", "undo z", "undo x", "do x", "do z"]);
  expect(trackIn(again, "P").attempt).toBe(2);
  await undoPipeline(database, { id: run.id, reason: "all" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  expect(undone()).toEqual(["undo z", "undo x", "undo z", "undo x", "undo a"]);
});

test("when an undo fails inside, what is before it stays; a retry on either level goes on with it", async () => {
  for (const isInChild of [true, false]) {
    mended = join(await makeDirectory(), "mended");
    const name = `brittle-${isInChild}`;
    await seal({ name, vertices: { x: noting("x"), y: brittle("y") }, edges: ["x -> y"] });
    const run = await launch({
      name: `around-${name}`,
      onFailure: "revert",
      vertices: { a: noting("a"), P: { kind: "graph", graph: `${name}@1` }, z: { script: "exit 1" } },
      edges: ["a -> P", "P -> z"],
    });
    const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
    const child = trackIn(failed, "P").child?.id ?? -1;
    expect(trackIn(failed, "P")).toMatchObject({
      state: "revert_failed",
      reason: `pipeline ${child}: the undo of y failed: exit 1`,
    });
    expect(undone()).toEqual([]);
    writeFileSync(mended, "");
    const what = isInChild ? { id: child, vertex: "y" } : { id: run.id, vertex: "P" };
    await retryTrack(database, { ...what, reason: "mended" }, "ann");
    await run.until(({ pipeline }) => pipeline.state === "reverted");
    expect(undone()).toEqual(["undo y", "undo x", "undo a"]);
    writeFileSync(journal, "");
  }
});

test("a child in which something has no undo script is not said to be undone, until a person says so", async () => {
  await seal({ name: "partly", vertices: { x: noting("x"), y: { script: "true" } }, edges: ["x -> y"] });
  const run = await launch({
    name: "around-partly",
    onFailure: "revert",
    vertices: { a: noting("a"), P: { kind: "graph", graph: "partly@1" }, z: { script: "exit 1" } },
    edges: ["a -> P", "P -> z"],
  });
  const failed = await run.until(
    ({ pipeline, tracks }) => pipeline.state === "failed" && tracks.some(({ state }) => state === "reverted"),
  );
  const child = trackIn(failed, "P").child?.id ?? -1;
  expect(trackIn(failed, "P")).toMatchObject({
    state: "not_reverted",
    reason: `pipeline ${child}: not undone: y has no undo script`,
  });
  expect(failed.pipeline.reason).toBe("z failed: exit 1; not undone: P has no undo script");
  expect(undone()).toEqual(["undo x", "undo a"]);
  await forceTrack(database, { id: child, vertex: "y", to: "skipped", reason: "by hand" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
});

test("a roll back says beforehand what in child pipelines has no undo script, and does what it said", async () => {
  const silent = { script: "true" };
  await seal({ name: "none-inside", vertices: { x: silent, y: silent }, edges: ["x -> y"] });
  await seal({ name: "some-inside", vertices: { x: noting("x"), y: silent }, edges: ["x -> y"] });
  const run = await launch({
    name: "around-both",
    vertices: {
      a: noting("a"),
      none: { kind: "graph", graph: "none-inside@1" },
      some: { kind: "graph", graph: "some-inside@1" },
      items: { ...silent, foreach: { items: "[1]" } },
    },
    edges: ["a -> none", "none -> some", "some -> items"],
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const said = await foreseeAct(database.queries, { id: run.id, act: "undo" });
  expect(said).toMatchObject({
    undoes: { names: ["some", "a"] },
    partlyUndone: { names: ["some"] },
    notUndone: { names: ["none", "items"] },
    nothingToUndo: { names: [] },
    pipeline: { after: "failed" },
  });
  // Three child pipelines with five tracks together.
  const readAtMost = async (pipelines: number, tracks: number) =>
    (await readUndoInsides(database.queries, run.id, [1, 2, 3], false, { pipelines, tracks }))?.size ?? null;
  expect([await readAtMost(3, 5), await readAtMost(2, 5), await readAtMost(3, 4)]).toEqual([3, null, null]);
  await undoPipeline(database, { id: run.id, reason: "wrong" }, "ann");
  const view = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(undone()).toEqual(["undo x", "undo a"]);
  expect(view.tracks.filter(({ state }) => state === "not_reverted").map(({ vertex }) => vertex)).toEqual([
    "none",
    "some",
    "items",
  ]);
});

test("a roll back is refused where nothing has an undo script, also inside, and the pipeline stays as it is", async () => {
  const run = await launch({
    name: "hosts",
    vertices: { patch: { script: "true", foreach: { items: "[1, 2]" } } },
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const said = await foreseeAct(database.queries, { id: run.id, act: "undo" });
  expect(said).toMatchObject({ refused: expect.stringContaining("nothing to undo"), undoes: { count: 0 } });
  await expect(undoPipeline(database, { id: run.id, reason: "wrong" }, "ann")).rejects.toThrow(
    "There is nothing to undo",
  );
  expect((await show(run.id)).pipeline.state).toBe("succeeded");
});

test("a roll back is refused as well where the pipeline has too many tracks for a preview", async () => {
  const others = Array.from({ length: 1_000 }, (_, n) => `V${n}`);
  const run = await launch({
    name: "many-hosts",
    vertices: {
      patch: { script: "true", foreach: { items: "[1]" } },
      ...Object.fromEntries(others.map((name) => [name, { script: "true" }])),
    },
    edges: others.map((head) => ({ tail: "patch", head, when: "failed" })),
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const said = await foreseeAct(database.queries, { id: run.id, act: "undo" });
  expect(said).toMatchObject({ refused: expect.stringContaining("nothing to undo"), notListed: null });
  await expect(undoPipeline(database, { id: run.id, reason: "wrong" }, "ann")).rejects.toThrow(
    "There is nothing to undo",
  );
  expect((await show(run.id)).pipeline.state).toBe("succeeded");
});

test("a try whose undo failed is not tried again before a person has mended the undo", async () => {
  await seal({
    name: "scope",
    onFailure: "revert",
    vertices: { x: brittle("x"), y: { script: `echo do y >> ${journal}; [ -e ${mended} ]` } },
    edges: ["x -> y"],
  });
  const run = await launch({
    name: "around-scope",
    vertices: { P: { kind: "graph", graph: "scope@1", retry: { max: 3 } } },
  });
  const waits = await run.until((view) => trackIn(view, "P").reason?.includes("before the retry") === true);
  expect(waits.pipeline).toMatchObject({ state: "running", needsHuman: true });
  expect(trackIn(waits, "P")).toMatchObject({ state: "sleeping", attempt: 1 });
  writeFileSync(mended, "");
  const child = trackIn(waits, "P").child?.id ?? -1;
  await retryTrack(database, { id: child, vertex: "x", reason: "mended" }, "ann");
  const ended = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(ended, "P").attempt).toBe(2);
  expect(linesOf(journal)).toEqual(["do x", "do y", "undo x", "do x", "do y"]);
});

test("undo scripts read the failures with the outputs given before them, on all levels", async () => {
  const tell = `echo "$SIGNALBOX_VERTEX $SIGNALBOX_FAILURES" >> ${journal}`;
  await seal({ name: "told", vertices: { x: { script: "true", revert: tell } } });
  const run = await launch({
    name: "tells",
    onFailure: "revert",
    vertices: {
      P: { kind: "graph", graph: "told@1" },
      z: {
        script: 'echo "half=7" >> "$SIGNALBOX_OUTPUT"; exit 3',
        revert: `${tell}; echo "half $SIGNALBOX_OUTPUT_half" >> ${journal}`,
        revertFailed: true,
      },
    },
    edges: ["P -> z"],
  });
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  const failures = '[{"vertex":"z","reason":"exit 3","outputs":{"half":"7"}}]';
  expect(linesOf(journal)).toEqual([`z ${failures}`, "half 7", `x ${failures}`]);
});
