import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { insertRunner } from "../fleet/runner-rows.ts";
import { readGauges } from "../metrics/gauge-rows.ts";
import { claimDelaysOf } from "../metrics/sample-rows.ts";
import { makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const RUNNER = { name: "r", host: "h", pid: 1, labels: [], slots: 4, containment: "group" };

onEachServer((database) => {
  test("the numbers about all count what is open; a paused pipeline and a runner whose lease is over do not count", async () => {
    const { queries } = database();
    const empty = await readGauges(queries);
    expect(empty).toMatchObject({ queueAgeMs: 0, runners: 0, slots: 0, busySlots: 0, scheduleLateMs: 0 });
    expect(empty).toMatchObject({ pipelines: { running: 0, reverting: 0 }, openFailures: 0 });
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    await insertRunner(queries, { ...RUNNER, slots: 99 }, -1_000);
    const clockSetBack = await insertRunner(queries, { ...RUNNER, slots: 99 }, 60_000);
    await queries.execute(
      sql`update runner set seen_at = seen_at + interval 1 hour where id = ${clockSetBack}`,
    );
    const ago = (seconds: number) => sql`now(3) - interval ${seconds} second` as unknown as Date;
    const busy = { state: "running", runnerId, token: Buffer.alloc(16) } as const;
    const ready = (seconds: number) =>
      ({ state: "pending", readyAt: ago(seconds), claimAt: ago(1) }) as const;
    await makeTracks(database(), await makePipeline(database()), [
      busy,
      { ...busy, runnerId: clockSetBack },
      ready(600),
      ready(60),
      {},
    ]);
    const paused = await makePipeline(database());
    await queries.execute(sql`update pipeline set is_paused = 1 where id = ${paused}`);
    await makeTracks(database(), paused, [ready(9_000)]);
    const now = await readGauges(queries);
    expect(now).toMatchObject({ runners: 1, slots: 4, busySlots: 1, pipelines: { running: 2 } });
    expect(now.tracks).toMatchObject({ running: 2, pending: 3, waiting: 1 });
    expect(Math.floor(now.queueAgeMs / 60_000)).toBe(10);
  });

  test("delays of claims are those of the tracks that were asked for, without those that wait", async () => {
    const { queries } = database();
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    const ago = (seconds: number) => sql`now(3) - interval ${seconds} second` as unknown as Date;
    const claimed = (ready: number, started: number) =>
      ({
        state: "running",
        runnerId,
        token: randomBytes(16),
        readyAt: ago(ready),
        startedAt: ago(started),
      }) as const;
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [
      claimed(9, 5),
      claimed(7, 7),
      { state: "pending", readyAt: ago(3) },
    ]);
    const [rows] = await queries.execute(
      sql`select id from track where pipeline_id = ${pipelineId} order by id`,
    );
    const [first = 0, second = 0, third = 0] = (rows as unknown as { id: number }[]).map(({ id }) => id);
    expect(await claimDelaysOf(queries, [first, second, third])).toEqual([4_000, 0]);
    expect(await claimDelaysOf(queries, [second])).toEqual([0]);
    expect(await claimDelaysOf(queries, [])).toEqual([]);
  });
});
