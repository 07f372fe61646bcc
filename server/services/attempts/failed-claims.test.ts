import { expect, test } from "vitest";
import type { ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { wideGraph } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { registerRunner } from "../fleet/runner-life.ts";
import { type Claimant, claimTracks, nextCandidates } from "./claim-tracks.ts";
import { FailedClaims } from "./failed-claims.ts";
import { SeenQueue } from "./seen-queue.ts";
import { settleTracks } from "./settle-tracks.ts";

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
  const broken = new Set<number>();
  const claimant: Claimant & { failed: FailedClaims; seen: SeenQueue } = {
    ...{ runnerId: await registerRunner(database, identity, 600_000), name: "far", labels: [""] },
    ...{ failed: new FailedClaims(() => now), seen: new SeenQueue() },
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
  expect(await claim()).toEqual({ claimed: [], error: "its claim fails" });
  const second = await claim();
  expect(second.error).toBe("its claim fails");
  expect(second.claimed.map(({ pipelineId }) => pipelineId)).toEqual(good.map(({ id }) => id));
  // A settlement chooses among the others as well.
  const more = await launch({ name: "more", vertices: { A: { script: "true" } } });
  claimant.seen.forget();
  const next = await nextCandidates(database.queries, claimant, SLOTS, good[0]?.id ?? 0, []);
  expect(next.map(({ pipelineId }) => pipelineId)).toEqual([more.id]);
  expect(await claim()).toMatchObject({ claimed: [{ pipelineId: more.id }], error: null });
  // After a while it is tried again, and what works then is claimed as ever.
  now += 600;
  broken.clear();
  expect((await claim()).claimed.map(({ pipelineId }) => pipelineId)).toEqual(Array(SLOTS).fill(wide.id));
});

test("a result is settled, without a claim, where what its settlement claims next cannot be claimed", async () => {
  let now = 0;
  let isBroken = false;
  const claimant: Claimant = {
    ...{ runnerId: await registerRunner(database, identity, 600_000), name: "near", labels: ["near"] },
    failed: new FailedClaims(() => now),
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
  const failed = new FailedClaims(() => now);
  const lasts: number[] = [];
  for (let count = 0; count < 9; count += 1) {
    failed.note(7);
    const since = now;
    while (failed.pipelines().includes(7)) now += 100;
    lasts.push(now - since);
  }
  expect(lasts).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  failed.note(7);
  failed.worked(7);
  expect(failed.pipelines()).toEqual([]);
});
