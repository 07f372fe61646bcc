import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimedTrack } from "#contract/runners/runner-gateway.ts";
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
import { COMMAND_LINE } from "../../rights/actor.ts";
import { createFolder } from "../../rights/folders.ts";
import { bindLabel } from "../../rights/runner-labels.ts";
import { KeptPipelines } from "./kept-pipelines.ts";
import {
  arbitraryGraph,
  arbitrarySteps,
  busyGraph,
  busySteps,
  claimant,
  resultOf,
  takeOrRefuse,
  type World,
} from "./steps-for-test.ts";

// Two databases, so that the same pipeline has the same numbers in both.
const kept = new KeptPipelines();
const worlds = [await worldOf(kept), await worldOf(null)] as const;

async function worldOf(keeps: KeptPipelines | null): Promise<World> {
  const { database: opened } = await startTestSystem();
  const sent: WakeUp[] = [];
  const send = (wakeUps: readonly WakeUp[]) => void sent.push(...wakeUps);
  const database = { ...opened, wakeUps: { ...NO_WAKE_UPS, send } };
  await StandInRunner.register(database, "stand-in");
  // Drawn ids would differ between the two.
  await database.pool.query("update runner set id = ?", [claimant.runnerId]);
  return { database, kept: keeps, sent };
}

const TIMES = /(^|_)at$/;
const DRAWN = new Set(["token", "rev_key", "call_key", "graph_id", "revision_id"]);

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
let settled = 0;
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
        if (step.what !== "settle" || before === undefined) continue;
        settled += 1;
        if (before === kept.peek(id)?.tracks) hops += 1;
      }
      // Nothing of it may be claimed by the next graph.
      for (const { database } of worlds)
        await cancelPipeline(database, { id, kill: true }, "ann").catch(() => undefined);
    }),
    { numRuns: Number(process.env["KEPT_RUNS"] ?? 8) },
  );
  // Most settlements of a runner alone with a pipeline are decided from what it kept. Of few random graphs one may have
  // many others, so a third is asked for.
  expect(hops).toBeGreaterThan(settled / 3);
}, 240_000);

test("a remembered plan is never taken for another one that was sealed after the database was restored", async () => {
  // A restored database counts on from where it was, as a new one does.
  for (const [place, { database }] of worlds.entries()) {
    const vertices = {
      A: { script: `echo ${place}` },
      B: { foreach: { items: `[${place}]` }, script: "true" },
    };
    await applyGraphText(database, JSON.stringify({ signalbox: 1, name: "restored", vertices }), "ann");
    const { id } = await launchPipeline(database, { graph: "restored", params: {}, inputs: {} }, "ann");
    const claims = await claimTracks(database, claimant, 4);
    const { task } = claims.find((claim) => claim.pipelineId === id && claim.vertex === "A") ?? {};
    expect(JSON.stringify(task)).toContain(`echo ${place}`);
    await cancelPipeline(database, { id, kill: true }, "ann");
  }
});

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
  // Chance decides how much, but with so many graphs it is never next to nothing.
  expect(made).toBeGreaterThan(5);
}, 240_000);

test("a settlement that claims a track with labels is decided from what is kept, too; where they are bound elsewhere, it fails", async () => {
  const [{ database }] = worlds;
  const labelled = { script: "true", labels: ["gpu"] };
  const graph = { signalbox: 1, name: "labelled", vertices: { A: labelled, B: labelled, C: labelled } };
  await applyGraphText(database, JSON.stringify({ ...graph, edges: ["A -> B -> C"] }), "ann");
  const { id } = await launchPipeline(database, { graph: "labelled", params: {}, inputs: {} }, "ann");
  const gpu = { ...claimant, labels: ["gpu"] };
  const own = new KeptPipelines();
  const [a] = await claimTracks(database, gpu, 4, undefined, own);
  const settle = (claim: ClaimedTrack | undefined) =>
    settleTracks(database, [resultOf(claim as ClaimedTrack, 0)], gpu, 4, own);
  const before = own.peek(id)?.tracks;
  const { claimed } = await settle(a);
  expect(claimed.map(({ vertex }) => vertex)).toEqual(["B"]);
  expect(own.peek(id)?.tracks).toBe(before);
  await createFolder(database, { folder: "", name: "elsewhere" }, COMMAND_LINE);
  await bindLabel(database.queries, { label: "gpu", folder: "elsewhere" }, COMMAND_LINE);
  expect((await settle(claimed[0])).claimed).toEqual([]);
  const [, , c] = await tracksOf(database.queries, id);
  expect([c?.state, c?.reason]).toEqual(["failed", "the runner label gpu is for graphs in elsewhere only"]);
});
