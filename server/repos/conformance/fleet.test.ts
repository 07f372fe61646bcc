import { expect, test } from "vitest";
import { isDuplicateKey } from "#platform/database/db.ts";
import { drawnId } from "../drawn-id.ts";
import {
  connectionRows,
  insertConnection,
  lockConnection,
  removeConnection,
  updateConnection,
} from "../fleet/connection-rows.ts";
import { takeDuty } from "../fleet/duty-rows.ts";
import { selectOne } from "../fleet/ping-query.ts";
import {
  countReadyRunners,
  expiredRunners,
  extendLease,
  fencesOf,
  findRunner,
  findRunnerAlive,
  insertRunner,
  listRunners,
  loseExpiredRunner,
  runnerGaps,
  runnersById,
  setRunnerGap,
  setRunnerState,
} from "../fleet/runner-rows.ts";
import {
  insertSecret,
  listSecretRows,
  lockSecret,
  removeSecret,
  secretBoxes,
  updateSecret,
} from "../fleet/secret-rows.ts";
import {
  deleteOldRequests,
  findRequest,
  insertRequest,
  setRequestAnswer,
} from "../recorded-requests/recorded-request-rows.ts";
import { folderOfConnection } from "../rights/subject-rows.ts";
import { HARD_TEXT, onEachServer } from "./servers-for-test.ts";

const RUNNER = {
  name: HARD_TEXT,
  host: "h",
  pid: 1,
  labels: ["a", HARD_TEXT],
  slots: 2,
  containment: "group",
};

onEachServer((database) => {
  test("drawn ids are whole numbers that JavaScript holds exactly, and differ", () => {
    const ids = Array.from({ length: 100 }, () => drawnId());
    expect(ids.every((id) => Number.isSafeInteger(id) && id > 0)).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });

  test("a runner's lease is renewed while it lives, ends by the database's clock, and is not renewed after", async () => {
    const { queries, pool } = database();
    const id = await insertRunner(queries, RUNNER, 60_000);
    const late = await insertRunner(queries, RUNNER, -1_000);
    expect(await findRunner(queries, id)).toMatchObject({ ...RUNNER, state: "ready", stoppedAt: null });
    expect(await findRunner(queries, id + 1_000)).toBeNull();
    expect((await expiredRunners(queries)).map((row) => row.id)).toEqual([late]);
    expect(await extendLease(queries, id, 60_000)).toBe(true);
    expect(await countReadyRunners(queries)).toBe(2);
    expect(fencesOf("offline,gone,default")).toEqual(["default", "offline"]);
    // It may have renewed its lease since it was found.
    expect(await loseExpiredRunner(queries, id)).toBe(false);
    expect(await loseExpiredRunner(queries, late)).toBe(true);
    expect(await loseExpiredRunner(queries, late)).toBe(false);
    expect(await setRunnerState(queries, late, ["ready"], "stopped")).toBe(false);
    expect(await extendLease(queries, late, 60_000)).toBe(false);
    await pool.query("update runner set started_at = started_at - interval 1 second where id = ?", [id]);
    // One that is alive comes first, also where others began after it.
    expect((await listRunners(queries)).map((row) => row.id)).toEqual([id, late]);
    expect(await findRunnerAlive(queries, RUNNER.name)).toMatchObject({ id });
    expect([...(await runnersById(queries, [id, 99_999])).keys()]).toEqual([id]);
    expect((await runnersById(queries, [])).size).toBe(0);
  });

  test("a row that a restored database does not have is not the one that another runner gets there", async () => {
    const { queries, pool } = database();
    const ids = [await insertRunner(queries, RUNNER, 60_000), await insertRunner(queries, RUNNER, 60_000)];
    // As it was before both had registered. InnoDB counts on from the rows that are there.
    await pool.query("delete from runner where id in (?, ?)", ids);
    await pool.query("alter table runner auto_increment = 1");
    for (const _ of ids) await insertRunner(queries, RUNNER, 60_000);
    for (const id of ids) expect(await extendLease(queries, id, 60_000)).toBe(false);
  });

  test("what a runner did and the database does not know is listed", async () => {
    const { queries } = database();
    const id = await insertRunner(queries, RUNNER, 60_000);
    expect(await runnerGaps(queries)).toEqual([]);
    await setRunnerGap(queries, id, HARD_TEXT);
    expect(await runnerGaps(queries)).toEqual([{ runner: HARD_TEXT, text: HARD_TEXT, at: expect.any(Date) }]);
    await setRunnerState(queries, id, ["ready"], "stopped");
  });

  test("one process at a time has a duty, and is told how long ago it was done", async () => {
    const take = (holder: string, holdMs: number) => takeDuty(database().queries, "sweep", holder, holdMs);
    expect(await take("one", 60_000)).toBeGreaterThanOrEqual(0);
    expect(await take("two", 60_000)).toBeNull();
    expect(await take("one", -1_000)).toBeGreaterThanOrEqual(0);
    expect(await take("two", 60_000)).toBeGreaterThanOrEqual(0);
  });

  test("after the clock was set back nobody waits for the old lease of a process that has died", async () => {
    const take = (holder: string, holdMs: number) => takeDuty(database().queries, "clock", holder, holdMs);
    // What a lease of a minute looks like an hour before it was taken.
    expect(await take("dead", 3_660_000)).toBeGreaterThanOrEqual(0);
    expect(await take("alive", 60_000)).toBeGreaterThanOrEqual(0);
    expect(await take("third", 60_000)).toBeNull();
  });

  test("of processes that want a free or a new duty at the same time one gets it, and none fails", async () => {
    const names = Array.from({ length: 8 }, (_, place) => `p${place}`);
    const takeAll = async (duty: string) =>
      (await Promise.all(names.map((holder) => takeDuty(database().queries, duty, holder, 60_000)))).filter(
        (gap) => gap !== null,
      ).length;
    for (const duty of ["new one", "new two", "new three"]) {
      expect(await takeAll(duty)).toBe(1);
      for (const holder of names) await takeDuty(database().queries, duty, holder, -1_000);
      expect(await takeAll(duty)).toBe(1);
    }
  });

  test("a connection is made, replaced, and removed once", async () => {
    const { queries } = database();
    const row = { name: "cache", folderId: 1, kind: "redis", ca: null, savedBy: HARD_TEXT } as const;
    const former = { ...row, address: "redis://a", username: "ann", secret: "key" };
    const latter = { ...row, address: "redis://b", username: null, secret: null };
    await insertConnection(queries, former);
    await expect(insertConnection(queries, latter)).rejects.toSatisfy(isDuplicateKey);
    await updateConnection(queries, latter);
    expect(await connectionRows(queries, ["cache", "none"])).toMatchObject([
      { name: "cache", address: "redis://b", username: null, secret: null, savedBy: HARD_TEXT, folder: "" },
    ]);
    expect(await connectionRows(queries)).toHaveLength(1);
    expect(await connectionRows(queries, [])).toEqual([]);
    expect(await folderOfConnection(queries, "cache")).toBe("");
    await lockConnection(queries, "cache");
    expect(await removeConnection(queries, "Cache")).toBe(false);
    expect(await removeConnection(queries, "cache")).toBe(true);
    expect(await folderOfConnection(queries, "cache")).toBeNull();
  });

  test("a secret is made, replaced, listed without its value, and removed once", async () => {
    const { queries } = database();
    const latter = { name: "key", box: Buffer.from([7, 0]), savedBy: HARD_TEXT };
    await insertSecret(queries, { name: "key", box: Buffer.from([0, 255, 1]), savedBy: "ann" });
    await expect(insertSecret(queries, latter)).rejects.toSatisfy(isDuplicateKey);
    await updateSecret(queries, latter);
    expect(await listSecretRows(queries)).toMatchObject([{ name: "key", savedBy: HARD_TEXT }]);
    expect((await secretBoxes(queries, ["key", "none"])).get("key")).toEqual({
      box: Buffer.from([7, 0]),
      folder: "",
    });
    expect((await secretBoxes(queries, [])).size).toBe(0);
    expect(await lockSecret(queries, "key")).toMatchObject({ savedBy: HARD_TEXT, folder: "" });
    for (const other of ["key ", "Key", "kéy", "key\u0301"]) {
      expect((await secretBoxes(queries, [other])).size).toBe(0);
      expect(await removeSecret(queries, other)).toBe(false);
    }
    expect(await removeSecret(queries, "key")).toBe(true);
    expect(await removeSecret(queries, "key")).toBe(false);
  });

  test("a request is recorded once, gets its answer, and is removed when it is old or there are too many", async () => {
    const { queries } = database();
    const request = (byte: number) => ({
      id: Buffer.alloc(32, byte),
      procedure: "graphs.create",
      input: Buffer.alloc(32, 9),
    });
    const ids = async () => {
      const found = await Promise.all([1, 2, 3].map((byte) => findRequest(queries, request(byte).id)));
      return found.filter((row) => row !== null).length;
    };
    for (const byte of [1, 2, 3]) expect(await insertRequest(queries, request(byte))).toBe(true);
    expect(await insertRequest(queries, request(1))).toBe(false);
    await setRequestAnswer(queries, request(1).id, HARD_TEXT);
    expect(await findRequest(queries, request(1).id)).toMatchObject({ ...request(1), answer: HARD_TEXT });
    await deleteOldRequests(queries, 60_000, 3);
    expect(await ids()).toBe(3);
    await deleteOldRequests(queries, 60_000, 1);
    expect(await ids()).toBe(1);
    await deleteOldRequests(queries, -1_000, 1);
    expect(await ids()).toBe(0);
  });

  test("the server answers", async () => {
    await expect(selectOne(database().queries)).resolves.toBeUndefined();
  });
});
