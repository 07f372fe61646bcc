import { expect, test } from "vitest";
import { vertex } from "#drizzle/schema/graph.ts";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { forcedReason } from "#engine/explain/forced.ts";
import { insertRunner } from "../fleet/runner-rows.ts";
import { pastDurations, pastResults } from "../pipelines/history/past-run-rows.ts";
import { claimingRunners } from "../tracks/queued-track-rows.ts";
import { HARD_TEXT, makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const BEGIN = Date.UTC(2026, 0, 1);
const RUNNER = { name: "p90", host: "h", pid: 1, labels: ["gpu"], slots: 3, containment: "group" };

function took(ms: number, more: object = {}) {
  return {
    state: "succeeded",
    startedAt: new Date(BEGIN),
    finishedAt: new Date(BEGIN + ms),
    ...more,
  } as const;
}

onEachServer((database) => {
  test("how long vertices took, and what they gave, is known by their names from the last succeeded runs", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    const specs = [
      { name: "build", spec: {} },
      { name: "漢", spec: { poll: { every: 1_000 } } },
    ];
    const rows = specs.map((row, number) => ({ ...row, number, revisionId: graph.revisionId, digest: "d" }));
    await queries.insert(vertex).values(rows);
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    const ended = async (change: object, tracks: Parameters<typeof makeTracks>[2]) => {
      const end = { state: "succeeded", openTracks: 0, finishedAt: new Date(BEGIN) } as const;
      const id = await makePipeline(database(), { ...graph, ...end, ...change });
      return makeTracks(database(), id, tracks);
    };
    await ended({}, [took(1, { outputs: { old: true } })]);
    // The end that a person decided says nothing of how long it takes.
    await ended({}, [
      took(1),
      took(90_000, { decidedBy: "ann", reason: forcedReason("succeeded", "ann", "seen") }),
    ]);
    for (let run = 1; run <= 8; run += 1) await ended({}, [took(run * 1_000)]);
    const given = { text: HARD_TEXT };
    const [, polled = -1] = await ended({}, [took(60_000, { outputs: given, next: [1] }), took(7)]);
    await queries.insert(attempt).values({
      trackId: polled,
      number: 1,
      state: "failed",
      token: Buffer.alloc(16, 255),
      runnerId,
      inputs: {},
      script: "",
      startedAt: new Date(BEGIN - 30_000),
    });
    // They do not count.
    await ended({ state: "failed" }, [took(80_000, { outputs: { bad: true } })]);
    await ended({ itemsOf: { number: 0, names: ["a"], parallel: null } }, [took(70_000)]);

    const durations = (await pastDurations(queries, graph.graphId, 10)).sort((a, b) => b.runs - a.runs);
    expect(durations).toEqual([
      { name: "build", runs: 10, median: 4_000, p90: 8_000 },
      { name: "漢", runs: 1, median: 30_007, p90: 30_007 },
    ]);
    expect(await pastResults(queries, graph.graphId, 10, ["build", "漢", "unknown"])).toEqual(
      expect.arrayContaining([
        { name: "build", outputs: given, next: ["漢"] },
        { name: "漢", outputs: null, next: null },
      ]),
    );
    expect(await pastResults(queries, graph.graphId, 10, [])).toEqual([]);
    expect(await pastDurations(queries, -1, 10)).toEqual([]);
    await ended({}, [took(1, { outputs: { long: "x".repeat(20_000) } })]);
    expect(await pastResults(queries, graph.graphId, 10, ["build"])).toEqual([]);
  });

  test("the runners that claim tracks are read with their slots", async () => {
    const runner = { ...RUNNER, name: "ready" };
    await insertRunner(database().queries, runner, 60_000);
    expect(await claimingRunners(database().queries)).toContainEqual({
      name: "ready",
      labels: ["gpu"],
      fences: ["default"],
      slots: 3,
    });
  });
});
