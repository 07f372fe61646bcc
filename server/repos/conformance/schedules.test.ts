import { expect, test } from "vitest";
import { USUAL_POLICY } from "#engine/schedules/decide-fires.ts";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import { findGraphById } from "../graphs/graph-rows.ts";
import { launchersOfGraph } from "../graphs/named-by-rows.ts";
import { latestSealed } from "../graphs/revision-rows.ts";
import { folderOfSchedule } from "../rights/subject-rows.ts";
import { databaseNow } from "../schedules/database-now.ts";
import {
  findStop,
  insertFires,
  lastDueOf,
  lastFires,
  listFires,
  putStop,
  queuedFires,
  removeStop,
  runningOf,
  settleFires,
} from "../schedules/fire-rows.ts";
import {
  changeScheduleRow,
  findSchedule,
  insertSchedule,
  listScheduleRows,
  lockSchedule,
  lockScheduleIfFree,
  newScheduleVersion,
  nextLookMs,
  type ScheduleSettings,
  scheduleFailed,
  schedulesToLookAt,
  updateSchedule,
} from "../schedules/schedule-rows.ts";
import { HARD_TEXT, makeGraph, makePipeline, ODD_KEYS, onEachServer } from "./servers-for-test.ts";

const settings = (name: string, graphId: number): ScheduleSettings => ({
  name,
  graphId,
  revision: null,
  rule: { kind: "cron", cron: "@daily" },
  zone: "Europe/Berlin",
  startsAt: null,
  endsAt: null,
  excludedDates: ["12-24"],
  jitterMs: 0,
  policy: USUAL_POLICY,
  params: { a: HARD_TEXT },
  pipelineName: HARD_TEXT,
  priority: -1,
  labels: { team: HARD_TEXT.slice(0, 100) },
});

onEachServer((database) => {
  test("a schedule is found by its name, which one at a time has, and is given back as it was written", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const ids = new Map<string, number>();
    for (const name of ODD_KEYS)
      ids.set(name, await insertSchedule(queries, { ...settings(name, graphId), createdBy: HARD_TEXT }));
    for (const [name, id] of ids) expect((await findSchedule(queries, name))?.schedule.id).toBe(id);
    const taken = insertSchedule(queries, { ...settings("k", graphId), createdBy: "ann" });
    expect(await taken.catch(isDuplicateKey)).toBe(true);
    const id = ids.get("k") ?? 0;
    expect(await findSchedule(queries, "k")).toMatchObject({
      schedule: { ...settings("k", graphId), desired: "new", observed: "new", version: 1 },
      folder: "",
    });
    expect(await folderOfSchedule(queries, "k")).toBe("");
    expect(await folderOfSchedule(queries, "nothing")).toBeNull();
    const launched = (await launchersOfGraph(queries, graphId)).schedules;
    expect([...launched].sort()).toEqual([...ODD_KEYS].sort());
    expect(await newScheduleVersion(queries, "never")).toBe(1);
    await updateSchedule(queries, id, {
      liveName: null,
      desired: "removed",
      observed: "removed",
      version: 7,
    });
    expect(await newScheduleVersion(queries, "k")).toBe(8);
    expect(await findSchedule(queries, "k")).toMatchObject({ schedule: { id, observed: "removed" } });
    expect(await folderOfSchedule(queries, "k")).toBe("");
    expect((await findGraphById(queries, graphId))?.id).toBe(graphId);
    expect(await latestSealed(queries, graphId)).toBe(1);
  });

  test("a list is by name, in pages, of the folders that may be read", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    for (const name of ["p%1", "p%2", "p%3", "pa4"])
      await insertSchedule(queries, { ...settings(name, graphId), createdBy: "ann" });
    const list = { folders: "all" as const, search: "p%", isRemoved: false, limit: 2 };
    const names = (rows: { schedule: { name: string } }[]) => rows.map(({ schedule }) => schedule.name);
    const first = await listScheduleRows(queries, list);
    expect(names(first)).toEqual(["p%1", "p%2"]);
    const after = { name: "p%2", id: first[1]?.schedule.id ?? 0 };
    expect(names(await listScheduleRows(queries, { ...list, after }))).toEqual(["p%3"]);
    expect(await listScheduleRows(queries, { ...list, folders: [] })).toEqual([]);
    expect(names(await listScheduleRows(queries, { ...list, isRemoved: true, search: "k" }))).toEqual(["k"]);
  });

  test("one process at a time has a schedule; it is looked at when it is due, and later where that failed", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const id = await insertSchedule(queries, { ...settings("locked", graphId), createdBy: "ann" });
    expect(await schedulesToLookAt(queries, 10)).toEqual([]);
    expect(await nextLookMs(queries)).toBeNull();
    await transact(database(), async (tx) => {
      const row = await lockSchedule(tx, "locked");
      expect(row?.id).toBe(id);
      expect(await transact(database(), (other) => lockScheduleIfFree(other, id))).toBeNull();
      if (row !== null) await changeScheduleRow(tx, row, { desired: "active" }, "bob");
    });
    expect(await schedulesToLookAt(queries, 10)).toEqual([id]);
    expect(await nextLookMs(queries)).toBeLessThanOrEqual(0);
    await transact(database(), (tx) => scheduleFailed(tx, id, HARD_TEXT, (tries) => 60_000 + tries));
    expect(await schedulesToLookAt(queries, 10)).toEqual([]);
    expect(await nextLookMs(queries)).toBeGreaterThan(30_000);
    const found = await transact(database(), (tx) => lockScheduleIfFree(tx, id));
    expect(found?.row).toMatchObject({ error: HARD_TEXT, failedTries: 1, version: 2, changedBy: "bob" });
    expect(Math.abs((found?.now ?? 0) - (await databaseNow(queries)))).toBeLessThan(60_000);
  });

  test("a due time has one row; those that run and those that wait are found", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const pipelineId = await makePipeline(database());
    const scheduleId = await insertSchedule(queries, { ...settings("fires", graphId), createdBy: "ann" });
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second, 7));
    expect(await lastDueOf(queries, scheduleId)).toBeNull();
    const row = { scheduleId, lateMs: 3, by: null };
    await insertFires(queries, [
      { ...row, dueAt: at(1), cause: "clock", state: "launched", pipelineId },
      { ...row, dueAt: at(2), cause: "catch-up", state: "queued", reason: HARD_TEXT },
      { ...row, dueAt: at(3), cause: "person", state: "missed", by: HARD_TEXT },
    ]);
    await insertFires(queries, []);
    const again = insertFires(queries, [{ ...row, dueAt: at(1), cause: "clock", state: "missed" }]);
    expect(await again.catch(isDuplicateKey)).toBe(true);
    expect(await lastDueOf(queries, scheduleId)).toBe(at(2).getTime());
    expect(await runningOf(queries, scheduleId)).toEqual([pipelineId]);
    await database().pool.query(
      "UPDATE pipeline SET state = 'failed', open_tracks = 0, finished_at = now(3) WHERE id = ?",
      [pipelineId],
    );
    expect(await runningOf(queries, scheduleId)).toEqual([]);
    const waiting = await queuedFires(queries, scheduleId);
    expect(waiting).toMatchObject([{ dueAt: at(2), reason: HARD_TEXT }]);
    await settleFires(queries, [], { state: "skipped" });
    await settleFires(queries, [waiting[0]?.id ?? 0], { state: "skipped", reason: null });
    expect(await queuedFires(queries, scheduleId)).toEqual([]);
    const listed = await listFires(queries, { scheduleId, limit: 10 });
    expect(listed.map(({ state, pipelineState }) => [state, pipelineState])).toEqual([
      ["missed", null],
      ["skipped", null],
      ["launched", "failed"],
    ]);
    expect(
      await listFires(queries, { scheduleId, state: "launched", before: listed[1]?.id, limit: 10 }),
    ).toHaveLength(1);
    expect((await lastFires(queries, [scheduleId])).get(scheduleId)?.by).toBe(HARD_TEXT);
    expect((await lastFires(queries, [])).size).toBe(0);
  });

  test("all schedules are stopped and started again", async () => {
    const { queries } = database();
    expect(await findStop(queries)).toBeNull();
    await putStop(queries, "ann", "a");
    await putStop(queries, HARD_TEXT, HARD_TEXT);
    expect(await findStop(queries)).toMatchObject({ stoppedBy: HARD_TEXT, reason: HARD_TEXT });
    await removeStop(queries);
    expect(await findStop(queries)).toBeNull();
  });
});
