import { expect, test } from "vitest";
import type { ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { TransactionTimeout } from "#platform/database/answer-limit.ts";
import {
  CommitUnknown,
  type Database,
  isConnectionLost,
  openDatabase,
  transact,
} from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { claimableTracks } from "#repos/tracks/claim-query.ts";
import { wideGraph } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { registerRunner } from "../fleet/runner-life.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { Refused } from "../refusals/refused.ts";
import { type Claimant, claimCandidates, claimTracks, nextCandidates } from "./claim-tracks.ts";
import { FailedClaims } from "./failed-claims.ts";
import { SeenQueue } from "./seen-queue.ts";
import { settleTracks } from "./settle-tracks.ts";

const NO_WARNINGS = { failed: () => undefined, worked: () => undefined };
const { database, launch } = await startTestSystem();
/** More than a look gives. */
const MANY = 70;
const SLOTS = 4;

const identity = { name: "far", host: "h", pid: 1, labels: [], slots: 9, containment: "process-group" };
const end = {
  ...{ exitCode: 0, signal: null, outputText: "", isOutputCut: false, endedBy: null, spawnError: null },
};
const resultOf = ({ trackId, pipelineId, number, attempt, token }: ClaimedTrack) => ({
  ...{ trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false },
});

test("pipelines in which each claim fails delay no other one, however many tracks of them are ready", async () => {
  let now = 0;
  const lines: string[] = [];
  const log = { warn: (_: unknown, text: string) => lines.push(text) } as unknown as Logger;
  const warnings = new RepeatedWarnings(log);
  const broken = new Set<number>();
  const claimant: Claimant & { failed: FailedClaims; seen: SeenQueue } = {
    ...{ runnerId: await registerRunner(database, identity, 600_000), name: "far", labels: [""] },
    ...{ failed: new FailedClaims(warnings, () => now), seen: new SeenQueue() },
    onClaiming: (tracks) => {
      if (tracks.some(({ pipelineId }) => broken.has(pipelineId))) throw new Error("its claim fails");
    },
  };
  const claim = async () => {
    const claimed: ClaimedTrack[] = [];
    const error = await claimTracks(database, claimant, SLOTS, (tracks) => claimed.push(...tracks)).then(
      () => null,
      (thrown: Error) => thrown.message,
    );
    return { claimed, error };
  };
  const wide = await launch(wideGraph("broken", MANY, "true"));
  const [source] = (await claim()).claimed;
  if (source === undefined) throw new Error("Nothing was claimed.");
  await settleTracks(database, [resultOf(source)], claimant, 0);
  const narrow = [];
  for (const name of ["b1", "b2", "b3", "b4", "b5"])
    narrow.push(await launch({ name, vertices: { A: { script: "true" } } }));
  for (const { id } of [wide, ...narrow]) broken.add(id);
  const good = [
    await launch({ name: "good", vertices: { A: { script: "true" } } }),
    await launch({ name: "next", vertices: { A: { script: "true" } } }),
  ];
  // The first look finds only tracks of the wide one.
  expect(await claim()).toEqual({ claimed: [], error: null });
  expect(claimant.failed.nextMs()).toBe(500);
  const second = await claim();
  expect(second.claimed.map(({ pipelineId }) => pipelineId)).toEqual(good.map(({ id }) => id));
  // A settlement chooses among the others as well.
  const more = await launch({ name: "more", vertices: { A: { script: "true" } } });
  claimant.seen.forget();
  const next = await nextCandidates(database.queries, claimant, SLOTS, good[0]?.id ?? 0, []);
  expect(next.map(({ pipelineId }) => pipelineId)).toEqual([more.id]);
  expect(await claim()).toMatchObject({ claimed: [{ pipelineId: more.id }], error: null });
  now += 600;
  expect(claimant.failed.nextMs()).toBe(Number.POSITIVE_INFINITY);
  await claim();
  // Each is warned of once, however often it fails, and what works in others does not end that.
  const began = [wide, ...narrow].map(({ id }) => `claiming in pipeline ${id} failed`);
  expect(lines.map((line) => line.split(";")[0]).sort()).toEqual(began.sort());
  // After a while it is tried again, and what works then is claimed as ever.
  now += 1_100;
  broken.clear();
  expect((await claim()).claimed.map(({ pipelineId }) => pipelineId)).toEqual(Array(SLOTS).fill(wide.id));
  expect(lines.at(-1)).toBe(`claiming in pipeline ${wide.id} is back after 1 s (2 tries)`);
});

test("a result is settled, without a claim, where what its settlement claims next cannot be claimed", async () => {
  let now = 0;
  let isBroken = false;
  const claimant: Claimant = {
    ...{ runnerId: await registerRunner(database, identity, 600_000), name: "near", labels: ["near"] },
    failed: new FailedClaims(NO_WARNINGS, () => now),
    onClaiming: () => {
      if (isBroken) throw new Error("its claim fails");
    },
  };
  const step = { script: "true", labels: ["near"] };
  const run = await launch({ name: "chain", vertices: { A: step, B: step }, edges: ["A -> B"] });
  const [a] = await claimTracks(database, claimant, 1);
  if (a === undefined) throw new Error("A was not claimed.");
  isBroken = true;
  const settle = () => settleTracks(database, [resultOf(a)], claimant, SLOTS);
  await expect(settle()).rejects.toThrow("its claim fails");
  expect(await settle()).toEqual({ fates: ["settled"], claimed: [], isForOthers: true });
  expect((await run.track("A")).state).toBe("succeeded");
  isBroken = false;
  now += 600;
  expect(await claimTracks(database, claimant, 1)).toMatchObject([{ vertex: "B" }]);
});

test("a pipeline is left out for longer each time that its claim fails, up to a minute, and no more once one worked", () => {
  let now = 0;
  const failed = new FailedClaims(NO_WARNINGS, () => now);
  const lasts: number[] = [];
  for (let count = 0; count < 9; count += 1) {
    failed.note(7, new Error("its claim fails"));
    const since = now;
    while (failed.pipelines().includes(7)) now += 100;
    lasts.push(now - since);
  }
  expect(lasts).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  failed.note(7, new Error("its claim fails"));
  failed.worked(7);
  expect(failed.pipelines()).toEqual([]);
});

/** How long a pipeline is left out after each of three failures with this error. */
function pausesAfter(error: Error): number[] {
  let now = 0;
  const failed = new FailedClaims(NO_WARNINGS, () => now);
  return [1, 2, 3].map(() => {
    failed.note(7, error);
    const since = now;
    while (failed.pipelines().includes(7)) now += 100;
    return now - since;
  });
}

const deadlock = Object.assign(new Error("Deadlock found"), { errno: 1213 });
const gone = new Refused({ code: "not-found", text: "There is no pipeline 7." });

test.each([
  ["each error of its own", new Error("its claim fails"), [500, 1_000, 2_000]],
  ["a lock that another one holds", deadlock, [500, 500, 500]],
  ["a transaction that takes too long", new TransactionTimeout(20_000), [500, 500, 500]],
  ["a lost connection", Object.assign(new Error("It was closed."), { fatal: true }), [0, 0, 0]],
  ["a commit whose answer is lost", new CommitUnknown(null), [0, 0, 0]],
  ["a pipeline that is not there", gone, [0, 0, 0]],
])("so long a pipeline is left out after %s", (_, error, pauses) => {
  expect(pausesAfter(error)).toEqual(pauses);
});

test("while the database is away no pipeline is left out, and a claim ends with the first one: all is claimed as soon as it is back", async () => {
  const away = openDatabase("mysql://nobody@127.0.0.1:1/none");
  let trips = 0;
  const counted: Database = {
    ...away,
    pool: Object.assign(Object.create(away.pool), {
      getConnection: () => {
        trips += 1;
        return away.pool.getConnection();
      },
    }),
  };
  const failed = new FailedClaims(NO_WARNINGS);
  const labels = ["away"];
  const runnerId = await registerRunner(database, identity, 600_000);
  const claimant: Claimant = { ...{ runnerId, name: "far", labels, failed } };
  const step = { script: "true", labels };
  const runs = [];
  for (const name of ["a1", "a2", "a3"])
    runs.push(await launch({ name, vertices: { A: step, B: step }, edges: ["A -> B"] }));
  const found = await claimableTracks(database.queries, claimant, 9);
  expect(found).toHaveLength(3);
  const claimAway = () => claimCandidates(counted, claimant, found, 3, () => undefined, new KeptPipelines());
  await expect(claimAway()).rejects.toSatisfy(isConnectionLost);
  const tripsOfOne = trips;
  trips = 0;
  await expect(transact(counted, async () => undefined)).rejects.toSatisfy(isConnectionLost);
  expect(tripsOfOne).toBe(trips);
  const [a] = await claimTracks(database, claimant, 1);
  if (a === undefined) throw new Error("Nothing was claimed.");
  for (let count = 0; count < 3; count += 1)
    await expect(settleTracks(away, [resultOf(a)], claimant, SLOTS)).rejects.toSatisfy(isConnectionLost);
  expect(failed.pipelines()).toEqual([]);
  // What is settled then claims what it makes ready.
  expect(await settleTracks(database, [resultOf(a)], claimant, SLOTS)).toMatchObject({
    claimed: [{ pipelineId: a.pipelineId, vertex: "B" }],
  });
  const others = runs.map(({ id }) => id).filter((id) => id !== a.pipelineId);
  const next = (await claimTracks(database, claimant, 9)).map(({ pipelineId }) => pipelineId);
  expect(next.sort((one, other) => one - other)).toEqual(others);
  await away.close();
});

test("a settlement that claims ends the count of failures, as a claim does", async () => {
  let now = 0;
  const failed = new FailedClaims(NO_WARNINGS, () => now);
  const labels = ["again"];
  const runnerId = await registerRunner(database, identity, 600_000);
  const claimant: Claimant = { ...{ runnerId, name: "again", labels, failed } };
  const step = { script: "true", labels };
  const run = await launch({ name: "again", vertices: { A: step, B: step }, edges: ["A -> B"] });
  const [a] = await claimTracks(database, claimant, 1);
  if (a === undefined) throw new Error("A was not claimed.");
  failed.note(run.id, new Error("its claim fails"));
  now += 600;
  expect((await settleTracks(database, [resultOf(a)], claimant, SLOTS)).claimed).toHaveLength(1);
  failed.note(run.id, new Error("its claim fails"));
  now += 600;
  expect(failed.pipelines()).toEqual([]);
});
