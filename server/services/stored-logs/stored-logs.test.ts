import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AllLogsPlace } from "#contract/logs/all-logs.ts";
import { logDirectory, logFileName } from "#platform/log-files.ts";
import { piecesOfTrack, tracksWithLogs } from "#repos/retention/log-moves.ts";
import { logFilesIn } from "#repos/tracks/log-file-rows.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { rawLog, rawLogs } from "../logs/raw-log.ts";
import { readAllLogs } from "../logs/read-all-logs.ts";
import { findLogLine, readLog } from "../logs/read-log.ts";
import { compareTracks } from "../pipelines/read/compare-tracks.ts";
import { setRetention } from "../retention/retention-settings.ts";
import { runRetention } from "../retention/run-retention.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { moveLogs, takeOver, writePart } from "./move-logs.ts";
import { lastOfStoredLog } from "./read-stored-log.ts";
import { removeLogFiles } from "./remove-log-files.ts";

const { database, launch, makeDirectory } = await startTestSystem();
const { queries } = database;
const runner = await StandInRunner.register(database);
process.env["SIGNALBOX_LOG_DIR"] = join(await makeDirectory(), "logs");

const BYTES = [
  Buffer.from("one\ntwo"),
  Buffer.from([0, 255, 10, 13]),
  Buffer.from("…\n"),
  Buffer.from("end"),
];

/** A pipeline that has ended: A twice, B once. */
async function printed(name: string) {
  const vertices = { A: { script: "true" }, B: { script: "true" } };
  const { id } = await launch({ name, vertices, edges: ["B -> A"] });
  await runner.executeAll({ A: 1 });
  await retryTrack(database, { id, vertex: "A", reason: "again" }, "ann");
  const track = await runner.claim();
  if (track === null) throw new Error("There is nothing to claim.");
  for (let n = 0; n < 9; n += 1) await runner.print(track, `${n} ${BYTES[n % 4]?.toString("latin1")}`);
  await runner.settle(track, 0);
  const place = { id, vertex: "A" };
  return { id, place, trackId: track.trackId };
}

type Printed = Awaited<ReturnType<typeof printed>>;

/** What all readers give. */
async function readings({ id, place, trackId }: Printed) {
  const pages: object[] = [];
  for (const limit of [1, 4, 100])
    for (let after = 0; ; ) {
      const page = await readLog(queries, { ...place, after, limit });
      pages.push(page);
      after = page.next;
      if (page.isComplete) break;
    }
  const all: object[] = [];
  let after: AllLogsPlace | null = null;
  for (let isEnd = false; !isEnd; ) {
    const page = await readAllLogs(queries, { id, after, limit: 3 });
    all.push(page);
    after = page.next;
    isEnd = page.isEnd;
  }
  const lines = await Promise.all([1, 3, 7, -1, -4].map((line) => findLogLine(queries, { ...place, line })));
  const bytes = async (stream: ReadableStream<Uint8Array>) =>
    Buffer.from(await new Response(stream).arrayBuffer()).toString("hex");
  return {
    ...{ pages, all, lines },
    first: await readLog(queries, { ...place, attempt: 1, after: 0, limit: 9 }),
    raw: await bytes(await rawLog(database, { ...place, attempt: 2 })),
    raws: await bytes(await rawLogs(database, place)),
    compared: await compareTracks(queries, { ...place, with: id }),
    last: await lastOfStoredLog(queries, { trackId, attempt: 2 }, 3, 5),
    lastAll: await lastOfStoredLog(queries, { trackId, attempt: 2 }, 300, 500),
  };
}

const move = () => moveLogs(database, { after: 0, isOver: () => false, endedSeconds: 0 });
const places = async (id: number) =>
  (await logFilesIn(queries, [id])).map((file) => join(logDirectory(), logFileName(file)));
const filesOnDisk = () =>
  readdirSync(logDirectory(), { recursive: true, encoding: "utf8" }).filter((name) => name.includes("-"))
    .length;

async function chunksOf(id: number): Promise<number> {
  const [rows] = await database.pool.query("select count(*) as n from log_chunk where pipeline_id = ?", [id]);
  return (rows as unknown as { n: number }[])[0]?.n ?? 0;
}

test("every reader gives of moved logs what it gave before, also where pieces come late or come again", async () => {
  const open = await launch({ name: "open", vertices: { A: { script: "true" } } });
  const still = await runner.claim();
  if (still === null) throw new Error("There is nothing to claim.");
  await runner.print(still, "not ended\n");
  const run = await printed("moved");
  const before = await readings(run);
  expect(before.pages.length).toBeGreaterThan(12);
  expect(await moveLogs(database, { after: 0, isOver: () => false })).toMatchObject({
    files: 0,
    isDone: true,
  });
  expect(await move()).toEqual({ isDone: true, next: 0, files: 1 });
  expect([await chunksOf(run.id), await chunksOf(open.id)]).toEqual([0, 1]);
  expect(await readings(run)).toEqual(before);
  const [path = ""] = await places(run.id);
  expect([statSync(path).mode & 0o777, statSync(logDirectory()).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(path).toMatch(/\/logs\/\d+\/\d+-\d+-[0-9a-f]{32}\.log\.gz$/);
  // A piece that a runner sends again after it was moved, and one more.
  await database.pool.query(
    `insert into log_chunk (track_id, attempt, pipeline_id, seq, stream, bytes, at, stored_at)
     values (?, 2, ?, 3, 'merged', ?, now(3), now(3)), (?, 2, ?, 10, 'merged', 'late\\n', now(3), now(3))`,
    [run.trackId, run.id, `2 ${BYTES[2]?.toString("latin1")}`, run.trackId, run.id],
  );
  const late = await readings(run);
  expect(late.raw).toBe(`${before.raw}${Buffer.from("late\n").toString("hex")}`);
  expect(await move()).toMatchObject({ files: 1 });
  expect(await readings(run)).toEqual(late);
  await runner.settle(still, 0);
  expect(await move()).toMatchObject({ files: 1 });
});

test("a move that is cut off anywhere loses nothing and doubles nothing, and leaves no file", async () => {
  const run = await printed("cut-off");
  const before = await readings(run);
  const known = filesOnDisk();
  const pieces = await Promise.all(
    (await tracksWithLogs(queries, run.id)).map(async ({ id, number }) =>
      (await piecesOfTrack(queries, id, { attempt: 0, seq: 0 }, 99)).map((row) => ({ ...row, number })),
    ),
  );
  // After the file, before the transaction.
  const left = await writePart(database, run.id, pieces.flat());
  expect(await readings(run)).toEqual(before);
  expect(await move()).toMatchObject({ files: 1 });
  expect(await readings(run)).toEqual(before);
  // Somebody else was sooner, or retention: then the file is given up.
  expect(await takeOver(database, left)).toBe(false);
  expect(filesOnDisk()).toBe(known + 1);
  const lost = await writePart(database, run.id, left.pieces);
  writeFileSync(join(logDirectory(), `${logFileName(lost)}.unfinished`), "half");
  expect(await removeLogFiles(database, () => false)).toBe(true);
  expect(filesOnDisk()).toBe(known + 3);
  expect(await removeLogFiles(database, () => false, -1)).toBe(true);
  expect(filesOnDisk()).toBe(known + 1);
  expect(await takeOver(database, lost)).toBe(false);
  expect(await readings(run)).toEqual(before);
  expect(await chunksOf(run.id)).toBe(0);
});

test("a file that is missing or damaged is said by every reader, and is never an empty log", async () => {
  const run = await printed("damaged");
  const { id, place } = run;
  await move();
  const [path = ""] = await places(id);
  const whole = readFileSync(path);
  const damages: readonly [() => void, string][] = [
    [() => rmSync(path), "is not there."],
    [
      () => writeFileSync(path, whole.subarray(0, -9)),
      `has ${whole.length - 9} bytes instead of ${whole.length}.`,
    ],
    [() => writeFileSync(path, Buffer.alloc(whole.length, 1)), "is damaged."],
  ];
  for (const [damage, what] of damages) {
    damage();
    const said = expect.stringMatching(
      new RegExp(`^The log was moved to a file that cannot be read: \\d+/\\S+\\.log\\.gz ${what}$`),
    );
    const page = await readLog(queries, { ...place, after: 0, limit: 9 });
    expect(page).toMatchObject({ chunks: [], isComplete: true, problem: said });
    expect((await compareTracks(queries, { ...place, with: id })).a?.log).toMatchObject({ problem: said });
    const refused = { refusal: { code: "state-forbids", text: said } };
    await expect(readAllLogs(queries, { id, limit: 9 })).rejects.toMatchObject(refused);
    await expect(findLogLine(queries, { ...place, line: 1 })).rejects.toMatchObject(refused);
    await expect(rawLog(database, { ...place, attempt: 2 })).rejects.toMatchObject(refused);
    await expect(new Response(await rawLogs(database, place)).text()).rejects.toMatchObject(refused);
  }
  writeFileSync(path, whole);
  expect((await readLog(queries, { ...place, after: 0, limit: 9 })).chunks).toHaveLength(9);
});

test("retention removes files with their logs and with their pipelines, and keeps note of those that it cannot reach", async () => {
  const run = await printed("old");
  await move();
  const gone = await printed("gone");
  await move();
  const [path = "", other = ""] = [...(await places(run.id)), ...(await places(gone.id))];
  const of = "pipeline_id in (?)";
  const ids = [run.id, gone.id];
  await database.pool.query(`update log_file set stored_until = now(3) - interval 9 day where ${of}`, [ids]);
  await database.pool.query(
    `update pipeline set state = 'failed', finished_at = now(3) - interval 9 day where id in (?)`,
    [ids],
  );
  await setRetention(database, { graph: "old", logDays: 3 }, COMMAND_LINE);
  await setRetention(database, { graph: "gone", pipelineDays: 3 }, COMMAND_LINE);
  renameSync(logDirectory(), `${logDirectory()}-away`);
  expect(await runRetention(database, "old", COMMAND_LINE)).toMatchObject({ logs: 1 });
  expect(await readLog(queries, { ...run.place, after: 0, limit: 9 })).toMatchObject({ chunks: [] });
  await expect(removeLogFiles(database, () => false)).rejects.toMatchObject({ code: "ENOENT" });
  renameSync(`${logDirectory()}-away`, logDirectory());
  expect(statSync(path).size).toBeGreaterThan(0);
  expect(await runRetention(database, "gone", COMMAND_LINE)).toMatchObject({ pipelines: 1 });
  for (const each of [path, other]) expect(() => statSync(each)).toThrow("ENOENT");
  const [rows] = await database.pool.query(`select 1 from log_file where ${of}`, [ids]);
  expect(rows).toEqual([]);
});
