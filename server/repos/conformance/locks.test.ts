import { eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { transact } from "#platform/database/db.ts";
import { insertRunner, setRunnerState } from "../fleet/runner-rows.ts";
import { lockedChildren, tracksHoldingInVain } from "../pipelines/children/child-pipeline-rows.ts";
import { heldLocks, waitingClaims } from "../pipelines/wait-rows.ts";
import { claimableTracks } from "../tracks/claim-query.ts";
import {
  claimsOfTracks,
  concurrencyClaimReplacement,
  concurrencyClaimsOf,
  isSlotFree,
  slotReleases,
  takeSlot,
} from "../tracks/concurrency-slot-rows.ts";
import { queuedTracks, queuePlaceOf } from "../tracks/queued-track-rows.ts";
import { findWork } from "../work/due-work.ts";
import { writeTogether } from "../write-together.ts";
import {
  HARD_TEXT,
  makeGraph,
  makePipeline,
  makeTracks,
  ODD_KEYS,
  onEachServer,
} from "./servers-for-test.ts";

onEachServer((database) => {
  test("one query finds what a runner can claim, what is to be done for all, and when the next timer is due", async () => {
    const { queries } = database();
    const identity = { name: "r", host: "h", pid: 1, labels: [], slots: 2, containment: "group" };
    const runnerId = await insertRunner(queries, identity, 60_000);
    const find = (limit: number) => findWork(queries, { runnerId, labels: ["", "a"] }, limit);
    const quiet = { candidates: [], due: new Set(), isDraining: false };
    expect(await find(3)).toMatchObject({ ...quiet, nextDueMs: 1e12 });
    const at = (ms: number) => new Date(Date.now() + ms);
    const id = await makePipeline(database());
    await makeTracks(database(), id, [
      { state: "sleeping", sleep: "retry", dueAt: at(60_000) },
      { state: "prompting", dueAt: at(30_000) },
    ]);
    const later = await find(3);
    expect(later).toMatchObject(quiet);
    expect(later.nextDueMs).toBeGreaterThan(20_000);
    expect(later.nextDueMs).toBeLessThan(31_000);
    const other = await makePipeline(database(), {
      isQueued: true,
      parentId: id,
      parentNumber: 0,
      parentAttempt: 1,
    });
    await makeTracks(database(), other, [
      { state: "sleeping", sleep: "retry", dueAt: at(-1_000) },
      { state: "pending", claimAt: at(0), labels: "a" },
      { state: "pending", claimAt: at(-1_000) },
      { state: "sleeping", sleep: "child" },
      { state: "reverting", sleep: "child" },
    ]);
    const now = await find(3);
    expect(now.candidates.map(({ pipelineId, number }) => [pipelineId, number])).toEqual([
      [other, 2],
      [other, 1],
    ]);
    expect(now.candidates[0]).toEqual((await claimableTracks(queries, { runnerId, labels: [""] }, 1))[0]);
    expect([...now.due].sort()).toEqual(["children", "queue", "rings", "timers", "undos"]);
    expect((await find(1)).candidates).toHaveLength(1);
    expect(await find(0)).toMatchObject({ candidates: [], due: now.due });
    await setRunnerState(queries, runnerId, ["ready"], "draining");
    expect((await find(0)).isDraining).toBe(true);
    await queries.delete(track).where(inArray(track.pipelineId, [id, other]));
    await queries.delete(pipeline).where(eq(pipeline.id, other));
  });

  test("a lock with slots is held by so many tracks; the smallest number counts; its claims can be replaced", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const needy = { state: "pending", hasConcurrencyClaims: true } as const;
    const ids = await makeTracks(database(), pipelineId, [needy, needy, needy, needy]);
    const [one = -1, two = -1, three = -1, four = -1] = ids;
    const take = (trackId: number, slots: number) =>
      transact(database(), (tx) => takeSlot(tx, trackId, { name: "lock:sem", slots }));
    const taken = await Promise.all([one, two, three].map((trackId) => take(trackId, 2)));
    expect(taken.filter(Boolean)).toHaveLength(2);
    const freeFor = async (trackId: number, slots: number) =>
      transact(database(), (tx) => isSlotFree(tx, trackId, { name: "lock:sem", slots }));
    const holder = [one, two, three].find((_, place) => taken[place]) ?? -1;
    expect([await freeFor(holder, 2), await freeFor(four, 2), await freeFor(four, 3)]).toEqual([
      true,
      false,
      false,
    ]);
    await transact(database(), (tx) => writeTogether(tx, slotReleases(ids)));
    expect([await take(one, 3), await take(one, 3), await take(two, 3), await take(four, 1)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect((await heldLocks(queries)).filter(({ name }) => name === "lock:sem")).toMatchObject([
      { trackId: one, slots: 3, number: 0, isExecuted: false },
      { trackId: two, slots: 3, number: 1, isExecuted: false },
    ]);
    expect((await tracksHoldingInVain(queries, 99)).filter((each) => each.pipelineId === pipelineId)).toEqual(
      [
        { pipelineId, number: 0 },
        { pipelineId, number: 1 },
      ],
    );
    for (const name of ODD_KEYS)
      expect(await transact(database(), (tx) => takeSlot(tx, four, { name: `lock:${name}`, slots: 1 }))).toBe(
        true,
      );
    expect((await heldLocks(queries)).filter(({ trackId }) => trackId === four)).toHaveLength(
      ODD_KEYS.length,
    );
    await transact(database(), (tx) => writeTogether(tx, slotReleases([four])));
    const claims = [{ name: "lock:sem", slots: 1 }];
    const replaced = concurrencyClaimReplacement(four, claims);
    await transact(database(), (tx) => writeTogether(tx, [...replaced, ...replaced]));
    expect(await concurrencyClaimsOf(queries, four)).toEqual(claims);
    expect(await claimsOfTracks(queries, [{ pipelineId, number: 3 }])).toEqual([
      { trackId: four, name: "lock:sem" },
    ]);
    expect(await waitingClaims(queries, [])).toEqual([]);
    expect(await waitingClaims(queries, ["lock:sem"])).toMatchObject([
      { trackId: four, pipelineId, number: 3 },
    ]);
    await transact(database(), (tx) => writeTogether(tx, concurrencyClaimReplacement(four, [])));
    expect(await concurrencyClaimsOf(queries, four)).toEqual([]);
    await transact(database(), async (tx) => expect(await lockedChildren(tx, pipelineId, 0)).toEqual([]));
    await transact(database(), (tx) => writeTogether(tx, slotReleases(ids)));
  });

  test("what a ready track waits for is found, with who has it and whose turn it is", async () => {
    const { queries } = database();
    const needy = { state: "pending", hasConcurrencyClaims: true } as const;
    const graph = await makeGraph(database());
    const [holder, first, second] = [
      await makePipeline(database(), graph),
      await makePipeline(database()),
      await makePipeline(database()),
    ];
    const at = (ms: number) => new Date(Date.now() + ms);
    const held = await makeTracks(database(), holder, [needy, needy, needy, needy]);
    const [a = -1] = await makeTracks(database(), first, [{ ...needy, claimAt: at(5_000) }, needy]);
    const [b = -1] = await makeTracks(database(), second, [{ ...needy, claimAt: at(0) }]);
    const claims = ODD_KEYS.slice(0, 2).map((name) => ({ name: `lock:${name}`, slots: 5 }));
    const claim = (id: number) => concurrencyClaimReplacement(id, claims);
    await transact(database(), (tx) => writeTogether(tx, [...claim(a), ...claim(b)]));
    const [{ name } = { name: "" }] = claims;
    for (const id of held)
      await transact(database(), (tx) => takeSlot(tx, id, { name, slots: id === held[3] ? 4 : 9 }));
    const { wanted, taken, runners } = await queuedTracks(queries, first);
    const names = claims.map((each) => each.name).sort();
    expect(wanted.map((row) => row.name).sort()).toEqual(names);
    expect(wanted).toMatchObject(names.map(() => ({ number: 0, slots: 5, place: 2, waiting: 2 })));
    const who = { name, pipelineId: holder, pipelineName: HARD_TEXT, folder: "", taken: 4 };
    expect(taken).toEqual([3, 0, 1].map((number) => ({ ...who, number, slots: number === 3 ? 4 : 9 })));
    expect((await queuedTracks(queries, second)).wanted).toMatchObject(names.map(() => ({ place: 1 })));
    await transact(database(), (tx) => takeSlot(tx, a, { name: "lock:own", slots: 1 }));
    expect((await queuedTracks(queries, first)).wanted).toEqual([]);
    expect((await queuedTracks(queries, holder)).taken).toEqual([]);
    const identity = { name: "é", host: "h", pid: 1, labels: ["a"], slots: 2, containment: "group" };
    await insertRunner(queries, identity, 60_000);
    const before = runners.length;
    const now = (await queuedTracks(queries, first)).runners;
    expect(now.slice(before)).toEqual([{ name: "é", labels: ["a"], fences: ["default"], slots: 2 }]);
    await transact(database(), (tx) => writeTogether(tx, slotReleases([...held, a])));
  });

  test("undo scripts come before all others in the queue of a lock, and tracks of paused pipelines are not counted", async () => {
    const { queries } = database();
    const needy = { hasConcurrencyClaims: true, claimAt: new Date(0) } as const;
    const [undone, paused, other] = [
      await makePipeline(database()),
      await makePipeline(database(), { isPaused: true }),
      await makePipeline(database()),
    ];
    const [undo = -1, begun = -1] = await makeTracks(database(), undone, [
      { ...needy, state: "reverting", claimAt: new Date() },
      { ...needy, state: "reverting", token: Buffer.alloc(16, 1) },
    ]);
    const [still = -1] = await makeTracks(database(), paused, [{ ...needy, state: "reverting" }]);
    const [pending = -1] = await makeTracks(database(), other, [{ ...needy, state: "pending" }]);
    const claim = (id: number) => concurrencyClaimReplacement(id, [{ name: "lock:turn", slots: 1 }]);
    await transact(database(), (tx) => writeTogether(tx, [undo, begun, still, pending].flatMap(claim)));
    const placeIn = async (id: number) => (await queuedTracks(queries, id)).wanted;
    const row = { number: 0, name: "lock:turn", slots: 1 };
    expect(await placeIn(undone)).toEqual([{ ...row, place: 1, waiting: 2 }]);
    expect(await placeIn(other)).toEqual([{ ...row, place: 2, waiting: 2 }]);
    await transact(database(), (tx) => takeSlot(tx, pending, { name: "lock:turn", slots: 1 }));
    const { wanted, taken } = await queuedTracks(queries, undone);
    expect(wanted).toEqual([{ ...row, place: 1, waiting: 1 }]);
    expect(taken).toMatchObject([{ name: "lock:turn", pipelineId: other, taken: 1 }]);
    await transact(database(), (tx) => writeTogether(tx, slotReleases([pending])));
  });

  test("a queued pipeline has a place among those of its graph", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    const make = (change: object) => makePipeline(database(), { ...graph, ...change });
    const begun = [await make({}), await make({}), await make({}), await make({})];
    await make({ countsWith: begun[0], parentId: begun[0], parentNumber: 0, parentAttempt: 1 });
    const queued = [await make({ isQueued: true }), await make({ isQueued: true, cancelledBy: "ann" })];
    const last = await make({ isQueued: true });
    await make({ isQueued: true });
    expect(queued).toHaveLength(2);
    expect(await queuePlaceOf(queries, graph.graphId, last)).toEqual({
      place: 2,
      waiting: 3,
      begun: begun.slice(0, 3),
      begunCount: 4,
    });
  });
});
