import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Launched, trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { applyGraphText } from "../graphs/save-graph.ts";
import { sealGraph } from "../graphs/seal-graph.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { cancelPipeline } from "./cancel-pipeline.ts";
import { countChildren, listTracks } from "./read/list-tracks.ts";
import { designOf, showPipeline } from "./read/show-pipeline.ts";

const { database, launch, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });
const dir = await makeDirectory();

function lines(name: string): string[] {
  const path = join(dir, name);
  return linesOf(path);
}

async function childOf(run: Launched) {
  return showPipeline(database.queries, (await run.track("A")).child?.id ?? -1);
}

test("each item has one track, a limited number run at once, and the outputs are in the items' order", async () => {
  const script = `echo {host} >> ${dir}/began; sleep 0.1; echo "size=$((\${#host} + {place}))" >> "$SIGNALBOX_OUTPUT"; echo {host} >> ${dir}/ended`;
  const run = await launch({
    name: "each-host",
    params: { hosts: { type: "list", default: ["a", "bbb", "cc", "dddd", "e"] } },
    vertices: {
      A: {
        foreach: { items: "params.hosts", parallel: 2 },
        inputs: { host: { type: "string", from: "item" }, place: { type: "integer", from: "index" } },
        outputs: { size: { type: "integer" } },
        script,
      },
      B: {
        inputs: { sizes: { type: "list", from: "outputs.A.size" } },
        script: `echo {sizes} > ${dir}/sizes`,
      },
    },
    edges: ["A -> B"],
  });
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(view, "A").outputs).toEqual({ size: [1, 4, 4, 7, 5] });
  expect(lines("sizes")).toEqual(["[1,4,4,7,5]"]);
  expect(lines("began").sort()).toEqual(["a", "bbb", "cc", "dddd", "e"]);
  const child = await childOf(run);
  expect(child.pipeline).toMatchObject({ name: "each-host / A", graph: "each-host", state: "succeeded" });
  expect(child.tracks.map(({ vertex, inputs }) => [vertex, inputs])).toEqual(
    ["a", "bbb", "cc", "dddd", "e"].map((host, place) => [host, { host, place }]),
  );
  // Two at a time: no item begins before all but one of the earlier items have ended.
  const times = child.tracks.map(
    ({ startedAt, finishedAt }) => [Number(startedAt), Number(finishedAt)] as const,
  );
  for (const [began] of times)
    expect(times.filter(([start, end]) => start <= began && began < end).length).toBeLessThanOrEqual(2);
  const { file } = await designOf(database.queries, child.pipeline.id);
  expect([...(file as { vertices: Map<string, unknown> }).vertices.keys()]).toEqual([
    "a",
    "bbb",
    "cc",
    "dddd",
    "e",
  ]);
});

test("when an item fails, the others finish, and only the failed one runs again", async () => {
  const bad = join(dir, "bad");
  writeFileSync(bad, "");
  const run = await launch({
    name: "some-fail",
    vertices: {
      A: {
        foreach: { items: "[1, 2, 3]" },
        inputs: { n: { type: "integer", from: "item" } },
        script: `echo {n} >> ${dir}/tries; if [ {n} = 2 ] && [ -e ${bad} ]; then exit 3; fi; echo "n={n}" >> "$SIGNALBOX_OUTPUT"`,
      },
      B: { script: "echo after" },
    },
    edges: ["A -> B"],
  });
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(failed, "A").reason).toMatch(/^pipeline \d+ failed: 1 of 3 items failed: 2 failed: exit 3$/);
  const child = await childOf(run);
  expect(child.tracks.map(({ state }) => state)).toEqual(["succeeded", "failed", "succeeded"]);
  expect(await countChildren(database.queries, run.id, "all")).toEqual([
    { vertex: "A", counts: { succeeded: 2, failed: 1 } },
  ]);
  const asked = { states: [], text: "", after: null, skip: 0, withChanges: false, at: null };
  const firstPage = { ...asked, limit: 2 };
  const page = await listTracks(database.queries, child.pipeline.id, firstPage);
  expect(page.tracks.map(({ vertex, state }) => [vertex, state])).toEqual([
    ["2", "failed"],
    ["1", "succeeded"],
  ]);
  const rest = await listTracks(database.queries, child.pipeline.id, { ...firstPage, after: page.next });
  expect([page.matching, rest.tracks.map(({ vertex }) => vertex), rest.next]).toEqual([3, ["3"], null]);
  const byPlace = await listTracks(database.queries, child.pipeline.id, { ...asked, skip: 2, limit: 2 });
  expect(byPlace).toEqual(rest);
  await rm(bad);
  const failedAt = failed.pipeline.finishedAt?.getTime() ?? 0;
  await retryTrack(database, { id: run.id, vertex: "A", onlyFailed: true, reason: "mended" }, "ann");
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  // As it stood when it had failed, whatever happened since.
  const then = { ...asked, limit: 2, withChanges: true, at: failedAt };
  const past = await listTracks(database.queries, child.pipeline.id, then);
  expect(past.tracks.map(({ vertex, state }) => [vertex, state])).toEqual([
    ["2", "succeeded"],
    ["1", "succeeded"],
  ]);
  expect(past.pipeline.counts).toEqual({ succeeded: 2, failed: 1 });
  expect(past.past?.tracks).toMatchObject([{ state: "failed", attempt: 1 }, { state: "succeeded" }]);
  const changesOf = ({ changes }: typeof past) =>
    changes.filter(({ number }) => number === 1).map(({ to }) => to);
  expect(changesOf(past)).toEqual(["pending", "running", "failed"]);
  const now = await listTracks(database.queries, child.pipeline.id, { ...then, limit: 3, at: null });
  expect(changesOf(now)).toEqual([...changesOf(past), "waiting", "pending", "running", "succeeded"]);
  expect(trackIn(view, "A").outputs).toEqual({ n: ["1", "2", "3"] });
  expect(lines("tries").sort()).toEqual(["1", "2", "2", "3"]);
});

test("without items the track succeeds; with a value that is no list it fails and says what it found", async () => {
  const each = (items: string) => ({
    foreach: { items },
    outputs: { n: { type: "integer" } },
    script: "exit 1",
  });
  const none = await launch({ name: "no-items", vertices: { A: each("[]") } });
  const { tracks } = await none.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ state: "succeeded", outputs: { n: [] }, child: null });
  const odd = await launch({
    name: "odd-items",
    vertices: {
      L: { script: 'echo "l=what" >> "$SIGNALBOX_OUTPUT"' },
      A: { ...each("outputs.L.l") },
    },
    edges: ["L -> A"],
  });
  const view = await odd.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(view, "A").reason).toBe('its items are "what", and a list is wanted');
});

test("a cancel reaches the items; a limit of the graph does not count them", async () => {
  const run = await launch({
    name: "limited-items",
    limits: { pipelines: 1 },
    vertices: { A: { foreach: { items: "[1, 2]" }, script: "sleep 600" } },
  });
  await run.until(({ tracks }) => tracks[0]?.child !== null);
  const child = (await run.track("A")).child?.id ?? -1;
  await expect
    .poll(async () => (await showPipeline(database.queries, child)).tracks.map(({ state }) => state))
    .toEqual(["running", "running"]);
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "cancelled", 30_000);
  expect((await showPipeline(database.queries, child)).pipeline.state).toBe("cancelled");
});

test("a child graph can run for each item, too", async () => {
  const url = {
    S: {
      inputs: { host: { type: "string", from: "params.host" } },
      script: 'echo "url=http://{host}" >> "$SIGNALBOX_OUTPUT"',
    },
  };
  const inner = {
    signalbox: 1,
    name: "one-host",
    params: { host: { type: "string", required: true } },
    outputs: { url: { type: "string", from: "outputs.S.url" } },
    vertices: url,
  };
  await applyGraphText(database, JSON.stringify(inner), "ann");
  await sealGraph(database, { name: "one-host" }, "ann");
  const A = {
    kind: "graph",
    graph: "one-host@1",
    foreach: { items: '["a", "b"]' },
    inputs: { host: { type: "string", from: "item" } },
    outputs: { url: { type: "string" } },
  };
  const run = await launch({ name: "graph-for-each", vertices: { A } });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]?.outputs).toEqual({ url: ["http://a", "http://b"] });
});

test("when a pipeline is undone, the items of a failed vertex are undone before what is before it", async () => {
  const run = await launch({
    name: "undone-items",
    onFailure: "revert",
    vertices: {
      B: { script: "true", revert: `echo B >> ${dir}/undone` },
      A: {
        foreach: { items: "[0, 1]" },
        inputs: { n: { type: "integer", from: "item" } },
        script: "exit {n}",
        revert: `echo {n} >> ${dir}/undone`,
        revertFailed: true,
      },
    },
    edges: ["B -> A"],
  });
  const view = await run.until(({ pipeline }) => pipeline.state === "reverted");
  expect(trackIn(view, "A").state).toBe("reverted");
  expect(lines("undone").at(-1)).toBe("B");
  expect(lines("undone").sort()).toEqual(["0", "1", "B"]);
  const child = trackIn(view, "A").child?.id ?? -1;
  expect((await showPipeline(database.queries, child)).pipeline.state).toBe("reverted");
});

test("an item whose value does not fit fails alone and is named; a person gives the value", async () => {
  const run = await launch({
    name: "one-bad-item",
    vertices: {
      A: {
        foreach: { items: '[1, "two", 3]', parallel: "1 + 1" },
        inputs: { n: { type: "integer", from: "item" } },
        script: `echo {n} >> ${join(dir, "ran")}`,
      },
    },
  });
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(failed, "A").reason).toMatch(
    /failed: the item with index 1 is "two": .*input n does not fit/,
  );
  const items = await childOf(run);
  expect(items.tracks.map(({ state }) => state)).toEqual(["succeeded", "failed", "succeeded"]);
  expect(lines("ran").sort()).toEqual(["1", "3"]);
  const bad = items.tracks[1]?.vertex ?? "";
  await retryTrack(
    database,
    { id: items.pipeline.id, vertex: bad, inputs: { n: "2" }, reason: "a number" },
    "ann",
  );
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines("ran").sort()).toEqual(["1", "2", "3"]);
});
