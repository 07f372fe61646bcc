import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { track } from "#drizzle/schema/track.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { inTransaction, type Queries, sendTogether, transact } from "#platform/database/db.ts";
import { RowsNotAsRead } from "#platform/database/statement.ts";
import { lockPipeline, lockPipelineIfFree } from "../pipelines/pipeline-rows.ts";
import { driverValue, storedValue } from "../text-of-columns.ts";
import { priorityShift } from "../tracks/claim-query.ts";
import { readTracks, tracksByNumber, tracksOf, tracksQuery } from "../tracks/track-rows.ts";
import { builtStatement, writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("tracks that are read together with others in one trip are read as by themselves", async () => {
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [
      {
        given: { text: HARD_TEXT },
        token: Buffer.alloc(16, 200),
        giveUpAt: new Date("2031-02-03T04:05:06.789Z"),
        outputs: { list: [1, null, HARD_TEXT] },
        next: [0, 1],
        dueAt: new Date("2032-02-03T04:05:06.789Z"),
      },
      { isBreak: true, reason: HARD_TEXT },
      {},
    ]);
    await transact(database(), async (tx) => {
      const locked = await lockPipeline(tx, pipelineId, [0, 1]);
      expect(locked?.tracks).toEqual(await tracksByNumber(tx, pipelineId, [0, 1]));
      const [answer, other] = await sendTogether(tx, [
        tracksQuery(pipelineId, [2]),
        builtStatement(sql`select ${driverValue(track.outputs, { a: HARD_TEXT })} as text`),
      ]);
      expect(readTracks(answer)).toEqual(await tracksByNumber(tx, pipelineId, [2]));
      expect(other).toEqual([{ text: writeJson({ a: HARD_TEXT }) }]);
      const half = await sendTogether(tx, [builtStatement(sql`select ${"a\ud800b"} as text`)]);
      expect(half[0]).toEqual([{ text: storedValue(track.reason, "a\ud800b") }]);
      expect((await lockPipelineIfFree(tx, pipelineId, [2]))?.tracks).toHaveLength(1);
    });
  });

  test("what is held is written before the next statement, or with COMMIT, or not at all", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [{}, {}]);
    const priorities = async (tx = queries) => (await tracksOf(tx, pipelineId)).map((row) => row.priority);
    const shift = (tx: Queries, by: number) => writeTogether(tx, [priorityShift(pipelineId, by)]);
    await transact(database(), async (tx) => {
      await shift(tx, 1);
      expect(await priorities(tx)).toEqual([1, 1]);
      expect(await priorities()).toEqual([0, 0]);
      await transact(inTransaction(database(), tx), (part) => shift(part, 2));
      const undone = transact(inTransaction(database(), tx), async (part) => {
        await shift(part, 4);
        throw new Error("Not this part.");
      });
      await expect(undone).rejects.toThrow("Not this part.");
      await shift(tx, 8);
    });
    expect(await priorities()).toEqual([11, 11]);
    const wrong = transact(database(), (tx) =>
      writeTogether(tx, [priorityShift(pipelineId, 1), { ...priorityShift(pipelineId, 1), matches: 3 }]),
    );
    await expect(wrong).rejects.toThrow(RowsNotAsRead);
    const given = transact(database(), async (tx) => {
      await shift(tx, 1);
      throw new Error("None of it.");
    });
    await expect(given).rejects.toThrow("None of it.");
    expect(await priorities()).toEqual([11, 11]);
  });
});
