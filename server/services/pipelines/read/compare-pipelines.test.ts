import { expect, test } from "vitest";
import { openDatabase } from "#platform/database/db.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { comparableOf, comparePipelinesWith, compareRevisions } from "./compare-pipelines.ts";
import { compareTracks } from "./compare-tracks.ts";

const { database, databaseUrl, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);
const { queries } = database;

const nightly = (change: { name?: string; load?: string } = {}) => ({
  name: change.name ?? "nightly",
  params: { day: { type: "string", default: change.load ?? "monday" } },
  vertices: {
    fetch: { script: "fetch", inputs: { day: { type: "string", from: "params.day" } } },
    load: { script: change.load ?? "load" },
    report: { script: "report" },
  },
  edges: ["fetch -> load", "load -> report"],
});

/** Compares two runs; `bytes` is how much the database sent for it. */
async function comparedWithBytes(id: number, other: number) {
  const counted = openDatabase(databaseUrl, 1);
  const bytesSent = async () => {
    const [rows] = await counted.pool.query("show session status like 'Bytes_sent'");
    return Number((rows as unknown as { Value: string }[])[0]?.Value);
  };
  const before = await bytesSent();
  const found = await comparePipelinesWith(counted.queries, { ...asked, id, with: other });
  const bytes = (await bytesSent()) - before;
  await counted.close();
  return { found, bytes };
}

const asked = { all: false, order: "time", skip: 0, limit: 100 } as const;

test("a failed run is compared with the last succeeded run of its graph: the first vertex that differs is where it failed", async () => {
  const first = await launch(nightly());
  await runner.executeAll();
  expect(await comparableOf(queries, first.id)).toEqual({ lastSucceeded: null });
  const second = await launch(nightly());
  await runner.executeAll({ load: 3 });
  expect(await comparableOf(queries, second.id)).toEqual({ lastSucceeded: first.id });

  const found = await comparePipelinesWith(queries, { ...asked, id: second.id, with: first.id });
  expect([found.a.id, found.b.id, found.isSameGraph, found.isSameContent]).toEqual([
    ...[second.id, first.id, true, true],
  ]);
  expect(found.params).toEqual([]);
  expect([found.vertices, found.differing, found.matching]).toEqual([3, 2, 2]);
  expect(found.first).toMatchObject({
    vertex: "load",
    differs: ["state", "exit code", "outputs"],
    a: { state: "failed", exitCode: 3 },
    b: { state: "succeeded", exitCode: 0 },
  });
  expect(found.tracks.map(({ vertex }) => vertex)).toEqual(["load", "report"]);
  const page = await comparePipelinesWith(queries, {
    ...{ id: second.id, with: first.id, order: "duration" },
    ...{ all: true, skip: 1, limit: 1 },
  });
  expect(page.matching).toBe(3);
  expect(page.tracks).toHaveLength(1);
});

test("values are told apart without being read where they are long, and the order of their names is no difference", async () => {
  const names = Array.from({ length: 20 }, (_, number) => `v${number}`);
  const wide = { name: "wide", vertices: Object.fromEntries(names.map((name) => [name, { script: "a" }])) };
  const [one, other] = [await launch(wide), await launch(wide)];
  const long = "x".repeat(60_000);
  const setOutputs = (id: number, number: number, outputs: string) =>
    database.pool.query("UPDATE track SET outputs = ? WHERE pipeline_id = ? AND number = ?", [
      ...[outputs, id, number],
    ]);
  for (const { id } of [one, other])
    for (const number of names.keys())
      await setOutputs(id, number, number === 4 && id === one.id ? "{}" : JSON.stringify({ a: long }));
  await setOutputs(one.id, 1, JSON.stringify({ a: 1, b: 2 }));
  await setOutputs(other.id, 1, JSON.stringify({ b: 2, a: 1 }));
  await setOutputs(one.id, 2, JSON.stringify({ a: 1, b: 2 }));
  await setOutputs(other.id, 2, JSON.stringify({ a: 2, b: 1 }));
  await setOutputs(one.id, 3, "{}");
  await database.pool.query("UPDATE track SET outputs = NULL WHERE pipeline_id = ? AND number = 3", [
    other.id,
  ]);
  const { found, bytes } = await comparedWithBytes(one.id, other.id);
  expect(bytes).toBeLessThan(60_000);
  expect(found.tracks.map(({ vertex, differs }) => [vertex, differs])).toEqual([
    ["v2", ["outputs"]],
    ["v4", ["outputs"]],
  ]);
});

test("long outputs of other lengths are not read where the inputs of their vertex are the same", async () => {
  const inputs = { ip: { type: "string", default: "192.0.2.1" } };
  const graph = { name: "same-inputs", vertices: { A: { script: "echo {ip}", inputs } } };
  const [one, other] = [await launch(graph), await launch(graph)];
  await runner.executeAll();
  for (const [{ id }, length] of [
    [one, 60_000],
    [other, 60_001],
  ] as const)
    await database.pool.query("UPDATE track SET outputs = ? WHERE pipeline_id = ?", [
      JSON.stringify({ a: "x".repeat(length) }),
      id,
    ]);
  const { found, bytes } = await comparedWithBytes(one.id, other.id);
  expect(bytes).toBeLessThan(60_000);
  expect(found.tracks.map(({ vertex, differs }) => [vertex, differs])).toEqual([["A", ["outputs"]]]);
});

test("a run compared with itself has no differences", async () => {
  const { id } = await launch(nightly());
  await runner.executeAll({ load: 3 });
  const found = await comparePipelinesWith(queries, { ...asked, id, with: id });
  expect([found.differing, found.first, found.tracks, found.params]).toEqual([0, null, [], []]);
  expect((await compareRevisions(queries, { id, with: id })).diff.isSame).toBe(true);
});

test("of two revisions it says which vertices are defined differently, and which values and scripts differ", async () => {
  const old = await launch(nightly());
  await runner.executeAll();
  const now = await launch(nightly({ load: "load --fast" }));
  await runner.executeAll();
  const both = { id: now.id, with: old.id };
  const found = await comparePipelinesWith(queries, { ...asked, ...both });
  expect(found.isSameGraph).toBe(true);
  expect(found.isSameContent).toBe(false);
  expect(found.params).toEqual([{ name: "day", a: "load --fast", b: "monday" }]);
  expect(found.tracks.map(({ vertex, differs }) => [vertex, differs])).toEqual([
    ["fetch", ["inputs"]],
    ["load", ["definition"]],
  ]);
  const { before, after, diff } = await compareRevisions(queries, both);
  expect([before, after]).toEqual(["nightly@1", "nightly@2"]);
  expect(diff.vertices.changed).toEqual([
    { name: "load", fields: [{ field: "script", before: "load", after: "load --fast" }] },
  ]);
});

test("the tracks of a vertex are side by side with their values, scripts and the ends of their logs", async () => {
  const graph = { name: "long", vertices: { A: { script: "a" } } };
  const loud = await launch(graph);
  const claimed = await runner.claim();
  if (claimed === null) throw new Error("There is nothing to claim.");
  await runner.print(claimed, `${Array.from({ length: 600 }, (_, line) => `line ${line}`).join("\n")}\n`);
  await runner.settle(claimed, 0);
  const quiet = await launch({ ...graph, vertices: { ...graph.vertices, B: { script: "b" } } });
  const { a, b } = await compareTracks(queries, { id: loud.id, with: quiet.id, vertex: "A" });
  expect(a?.track).toMatchObject({ state: "succeeded", outputs: {} });
  expect(a?.script).toBe("a");
  const lines = a?.log.text.split("\n") ?? [];
  expect([a?.log.isCut, lines.length, lines[0], lines.at(-1)]).toEqual([true, 500, "line 100", "line 599"]);
  expect(b).toMatchObject({ track: { state: "pending" }, script: null, log: { text: "", isCut: false } });
  await runner.executeAll();
  const short = await compareTracks(queries, { id: quiet.id, with: loud.id, vertex: "B" });
  expect([short.a?.log, short.b]).toEqual([{ text: "B says hello", isCut: false }, null]);
});

test("a pipeline that is not there, and a vertex that neither has, are refused", async () => {
  const { id } = await launch({ name: "alone", vertices: { A: { script: "a" } } });
  await expect(comparePipelinesWith(queries, { ...asked, id, with: 99_999 })).rejects.toThrow(
    /no pipeline 99999/,
  );
  await expect(compareTracks(queries, { id, with: id, vertex: "Z" })).rejects.toThrow(/Neither pipeline/);
});
