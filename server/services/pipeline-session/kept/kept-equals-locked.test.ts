import fc from "fast-check";
import { expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import { NO_WAKE_UPS, type WakeUp } from "#platform/wake-ups/wake-up.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { findWork } from "#repos/work/due-work.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { claimTracks } from "../../attempts/claim-tracks.ts";
import { settleTracks } from "../../attempts/settle-tracks.ts";
import { applyGraphText } from "../../graphs/save-graph.ts";
import { cancelPipeline } from "../../pipelines/cancel-pipeline.ts";
import { launchPipeline } from "../../pipelines/launch-pipeline.ts";
import { setPipelinePaused } from "../../pipelines/pause-pipeline.ts";
import { setPipelinePriority } from "../../pipelines/set-priority.ts";
import { undoPipeline } from "../../pipelines/undo-pipeline.ts";
import { retryTrack } from "../../tracks/retry-track.ts";
import { Refused } from "../refused.ts";
import { KeptPipelines } from "./kept-pipelines.ts";

// Two databases, so that the same pipeline has the same numbers in both.
const kept = new KeptPipelines();
const worlds = [await worldOf(kept), await worldOf(null)] as const;

type World = {
  readonly database: Database;
  readonly kept: KeptPipelines | null;
  /** The wake-ups of its sessions. */
  readonly sent: WakeUp[];
};

async function worldOf(keeps: KeptPipelines | null): Promise<World> {
  const { database: opened } = await startTestSystem();
  const sent: WakeUp[] = [];
  const send = (wakeUps: readonly WakeUp[]) => void sent.push(...wakeUps);
  const database = { ...opened, wakeUps: { ...NO_WAKE_UPS, send } };
  await StandInRunner.register(database, "stand-in");
  return { database, kept: keeps, sent };
}

const claimant = { runnerId: 1, name: "stand-in", labels: [""] };

const SETTINGS = [
  {},
  {},
  {},
  {},
  { retry: { max: 2, delay: "0s" } },
  { poll: { every: "1s", timeout: "1h" } },
  { locks: ["a"] },
  { onFailure: "ignore" },
  { revert: "true" },
  { branch: "first" },
  { inputs: { i: { type: "string", required: true } } },
  { outputs: { k: { type: "string", default: "usual" } } },
  { repeat: { until: "index == 1", max: 3 } },
  { kind: "wait", wait: { for: "1h" } },
] as const;

const arbitraryGraph = fc
  .record({
    settings: fc.array(fc.constantFrom(...SETTINGS), { minLength: 2, maxLength: 7 }),
    joins: fc.array(fc.constantFrom("all", "any", "every"), { minLength: 7, maxLength: 7 }),
    reads: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    edges: fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.constantFrom("succeeded", "always", "failed")), {
      minLength: 2,
      maxLength: 12,
    }),
    onFailure: fc.constantFrom("stop", "continue", "revert"),
  })
  .map(({ settings, joins, reads, edges, onFailure }) => {
    const kept = new Map<string, object>();
    for (const [one, other, when] of edges) {
      const [tail, head] = [Math.min(one, other), Math.max(one, other)];
      if (tail !== head && head < settings.length)
        kept.set(`${tail} ${head}`, { tail: `v${tail}`, head: `v${head}`, when });
    }
    const tailOf = (number: number) =>
      [...kept.keys()].find((key) => key.endsWith(` ${number}`))?.split(" ")[0];
    const vertices = settings.map((setting, number) => {
      const tail = tailOf(number);
      const from = { x: { type: "string", from: `outputs.v${tail}.k`, default: "none" } };
      const isReading = reads[number] === true && tail !== undefined && !("inputs" in setting);
      const script = "kind" in setting ? {} : { script: isReading ? "echo {x}" : "true" };
      return [
        `v${number}`,
        {
          ...script,
          ...(isReading && !("kind" in setting) && { inputs: from }),
          ...setting,
          join: joins[number],
        },
      ];
    });
    return { signalbox: 1, vertices: Object.fromEntries(vertices), edges: [...kept.values()], onFailure };
  });

const arbitrarySteps = fc.array(
  fc.record({
    what: fc.constantFrom(
      ...["settle", "settle", "settle", "settle", "settle", "settle", "together", "claim", "claim"],
      ...["late", "pause", "resume", "cancel", "retry", "priority", "undo", "elsewhere"],
    ),
    pick: fc.nat(20),
    exit: fc.constantFrom(0, 0, 0, 1),
    free: fc.nat(3),
  }),
  { minLength: 10, maxLength: 30 },
);

type Step = { readonly what: string; readonly pick: number; readonly exit: number; readonly free: number };

function resultOf(track: ClaimedTrack, exitCode: number): AttemptResult {
  const { trackId, pipelineId, number, attempt, token } = track;
  const outputText = `k=${"é\\ ' \" %"}${number}.${attempt}\n`;
  const end = { exitCode, signal: null, outputText, isOutputCut: false, endedBy: null, spawnError: null };
  return { trackId, pipelineId, number, attempt, token, end, logBytes: 3, isLogCut: false };
}

/** Takes one step; gives what a person or a runner was told. */
async function take({ database, kept: keeps }: World, id: number, active: ClaimedTrack[], step: Step) {
  const { what, pick, exit, free } = step;
  const own = keeps ?? undefined;
  const begin = (tracks: readonly ClaimedTrack[]) => {
    active.push(...tracks);
    active.sort((one, other) => one.number - other.number);
  };
  const settle = async (tracks: readonly ClaimedTrack[], by: KeptPipelines | undefined) => {
    const results = tracks.map((track) => resultOf(track, exit));
    const { fates, claimed } = await settleTracks(database, results, claimant, free, by);
    begin(claimed);
    return {
      fates,
      claimed: claimed.map(({ vertex, task, timeoutMs }) => [vertex, task, timeoutMs !== null]),
    };
  };
  const track = active[pick % Math.max(1, active.length)];
  if (what === "claim") {
    const tracks = await claimTracks(database, claimant, 1 + free, undefined, own);
    begin(tracks);
    return tracks.map(({ vertex, attempt, task }) => [vertex, attempt, task]);
  }
  if (what === "settle" || what === "elsewhere" || what === "late") {
    if (track === undefined) return null;
    if (what !== "late") active.splice(active.indexOf(track), 1);
    const told = await settle([track], what === "elsewhere" ? undefined : own);
    return what === "late" ? [told, active.splice(active.indexOf(track), 1).length] : told;
  }
  if (what === "together") return active.length === 0 ? null : settle(active.splice(0), own);
  if (what === "pause" || what === "resume")
    return setPipelinePaused(database, { id, isPaused: what === "pause" }, "ann");
  if (what === "cancel") return pick < 4 ? cancelPipeline(database, { id, kill: exit === 1 }, "ann") : null;
  if (what === "priority") return setPipelinePriority(database, { id, priority: pick }, "ann");
  if (what === "undo") return pick < 6 ? undoPipeline(database, { id, reason: "" }, "ann") : null;
  const failed = (await tracksOf(database.queries, id)).find(({ state }) => state === "failed");
  if (failed === undefined) return null;
  return retryTrack(database, { id, vertex: `v${failed.number}`, reason: "" }, "ann");
}

async function takeOrRefuse(world: World, id: number, active: ClaimedTrack[], step: Step): Promise<unknown> {
  return take(world, id, active, step).catch((error: unknown) => {
    if (error instanceof Refused) return error.message;
    throw error;
  });
}

const TIMES = /(^|_)at$/;
const DRAWN = new Set(["token", "rev_key", "call_key"]);

/** All rows of a pipeline, with no times and nothing that is drawn. */
async function rowsOf({ database }: World, id: number): Promise<unknown> {
  const isOf = "track_id in (select id from track where pipeline_id = ?)";
  const queries = [
    "select * from pipeline where id = ?",
    "select * from track where pipeline_id = ? order by number",
    "select * from event where pipeline_id = ? order by rev, n",
    `select * from attempt where ${isOf} order by track_id, number`,
    `select * from prompt where ${isOf} order by id`,
    `select * from concurrency_slot where ${isOf} order by track_id, name`,
  ];
  const found: unknown[] = [];
  for (const query of queries) {
    const [rows] = await database.pool.query(query, [id]);
    found.push(
      (rows as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(([name]) => !DRAWN.has(name))
            .map(([name, value]) => [name, TIMES.test(name) ? value !== null : value]),
        ),
      ),
    );
  }
  return found;
}

/** What is kept, if it is of the present rev, is what the database has. */
async function mustBeKeptAsStored({ database }: World, id: number): Promise<void> {
  const present = kept.peek(id);
  const row = (await findPipeline(database.queries, id))?.pipeline;
  if (present === null || present.row.rev !== row?.rev) return;
  const times = { launchedAt: null, finishedAt: null, dueAt: null };
  expect({ ...present.row, ...times }).toEqual({ ...row, ...times });
  const stored = new Map((await tracksOf(database.queries, id)).map((track) => [track.number, track]));
  for (const [number, track] of present.tracks) {
    const unwritten = {
      rev: 0,
      dueAt: null,
      claimAt: null,
      readyAt: null,
      startedAt: null,
      finishedAt: null,
    };
    expect({ ...track, ...unwritten }).toEqual({ ...stored.get(number), ...unwritten });
  }
}

/** What there is to do, by the database: tracks that can be claimed, and kinds of work for all that no clock makes due. */
async function workIn({ database: { queries } }: World) {
  const { candidates, due } = await findWork(queries, claimant, 1_000);
  const tracks = await Promise.all(
    candidates.map(async ({ id, pipelineId }) => {
      const row = (await tracksOf(queries, pipelineId)).find((each) => each.id === id);
      return `${id} ${row?.attempt} ${row?.state}`;
    }),
  );
  return { tracks, forAll: [...due].filter((kind) => kind !== "timers" && kind !== "overdue") };
}

/**
 * Whatever can be done now, and could not be done before, a session must have told: see decision 063.
 *
 * @returns how many tracks can be claimed now that could not be claimed before.
 */
async function mustBeTold(world: World, before: Awaited<ReturnType<typeof workIn>>): Promise<number> {
  const after = await workIn(world);
  const made = after.tracks.filter((track) => !before.tracks.includes(track));
  const work = world.sent.splice(0).filter(({ kind }) => kind === "work");
  const isForAll = work.some(({ forOne }) => forOne === undefined);
  const tracks = work.reduce((sum, { forOne }) => sum + (forOne?.tracks ?? 0), 0);
  expect(isForAll || tracks >= made.length, `${made.join(", ")}: ${JSON.stringify(work)}`).toBe(true);
  const more = after.forAll.filter((kind) => !before.forAll.includes(kind));
  expect(isForAll || more.length === 0, more.join(", ")).toBe(true);
  return made.length;
}

let graphs = 0;
let hops = 0;

test("whatever happens, what is decided from kept rows writes the same rows as with the lock", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryGraph, arbitrarySteps, async (graph, steps) => {
      graphs += 1;
      const name = `g${graphs}`;
      const text = JSON.stringify({ ...graph, name });
      const ids: number[] = [];
      for (const { database } of worlds) {
        await applyGraphText(database, text, "ann");
        const request = { graph: name, params: {}, inputs: {} };
        ids.push(
          await launchPipeline(database, request, "ann").then(
            ({ id }) => id,
            () => 0,
          ),
        );
      }
      expect(ids[0]).toBe(ids[1]);
      const [id = 0] = ids;
      if (id === 0) return;
      const active = worlds.map(() => [] as ClaimedTrack[]);
      for (const step of [{ what: "claim", pick: 0, exit: 0, free: 1 }, ...steps]) {
        const before = kept.peek(id)?.tracks;
        const told: unknown[] = [];
        for (const [place, world] of worlds.entries())
          told.push(await takeOrRefuse(world, id, active[place] ?? [], step));
        expect(told[0], JSON.stringify(step)).toEqual(told[1]);
        expect(await rowsOf(worlds[0], id), JSON.stringify(step)).toEqual(await rowsOf(worlds[1], id));
        await mustBeKeptAsStored(worlds[0], id);
        if (step.what === "settle" && before !== undefined && before === kept.peek(id)?.tracks) hops += 1;
      }
      // Nothing of it may be claimed by the next graph.
      for (const { database } of worlds)
        await cancelPipeline(database, { id, kill: true }, "ann").catch(() => undefined);
    }),
    { numRuns: Number(process.env["KEPT_RUNS"] ?? 8) },
  );
  // Most settlements of a runner alone with a pipeline are decided from what it kept.
  expect(hops).toBeGreaterThan(graphs);
}, 240_000);

const busyGraph = arbitraryGraph.map((graph) => {
  const vertices = Object.entries(graph.vertices).map(([name, vertex], number) => [
    name,
    { ...(vertex as object), ...(number % 3 === 0 && { locks: ["a"] }) },
  ]);
  return { ...graph, vertices: Object.fromEntries(vertices) as Record<string, unknown> };
});
const busySteps = fc.array(
  fc.record({
    what: fc.constantFrom(
      "settle",
      "settle",
      "settle",
      "settle",
      "claim",
      "pause",
      "resume",
      "undo",
      "retry",
    ),
    pick: fc.nat(20),
    exit: fc.constantFrom(0, 0, 0, 1),
    free: fc.constantFrom(0, 0, 0, 1),
  }),
  { minLength: 15, maxLength: 25 },
);

test("every session that makes work tells: tracks that can be claimed, and what is to be done for all", async () => {
  const world = worlds[0];
  let made = 0;
  await fc.assert(
    fc.asyncProperty(busyGraph, busySteps, async (graph, steps) => {
      graphs += 1;
      const name = `g${graphs}`;
      await applyGraphText(world.database, JSON.stringify({ ...graph, name }), "ann");
      const before = await workIn(world);
      world.sent.splice(0);
      const request = { graph: name, params: {}, inputs: {} };
      const launched = await launchPipeline(world.database, request, "ann").catch(() => null);
      if (launched === null) return;
      const { id } = launched;
      made += await mustBeTold(world, before);
      const active: ClaimedTrack[] = [];
      for (const step of [{ what: "claim", pick: 0, exit: 0, free: 0 }, ...steps]) {
        const work = await workIn(world);
        world.sent.splice(0);
        await takeOrRefuse(world, id, active, step);
        made += await mustBeTold(world, work).catch((error: unknown) => {
          throw new Error(`${JSON.stringify(step)} of ${JSON.stringify(graph)}`, { cause: error });
        });
      }
      await cancelPipeline(world.database, { id, kill: true }, "ann").catch(() => undefined);
    }),
    { numRuns: Number(process.env["TOLD_RUNS"] ?? 12) },
  );
  expect(made).toBeGreaterThan(20);
}, 240_000);
