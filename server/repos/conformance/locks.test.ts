import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { lockedChildren, tracksHoldingInVain } from "../pipelines/child-pipeline-rows.ts";
import { heldLocks, waitingClaims } from "../pipelines/wait-rows.ts";
import {
  claimsOfTracks,
  concurrencyClaimReplacement,
  concurrencyClaimsOf,
  slotReleases,
  takeSlot,
} from "../tracks/concurrency-slot-rows.ts";
import { writeTogether } from "../write-together.ts";
import { makePipeline, makeTracks, ODD_KEYS, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
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
});
