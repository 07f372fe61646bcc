import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { insertRunner } from "../fleet/runner-rows.ts";
import { deletePieces, piecesOfTrack, pipelinesWithLogs, tracksWithLogs } from "../retention/log-moves.ts";
import { attemptInserts } from "../tracks/attempt-rows.ts";
import { insertLogChunks, storedLogsIn } from "../tracks/log-chunk-rows.ts";
import {
  deleteLogFile,
  giveUpLogFile,
  insertLogFile,
  isLogFileStored,
  logFilesIn,
  logFilesOfTrack,
  logFilesToRemove,
  noteLogFileStored,
  noteLogFilesRemoved,
  readLogAndFiles,
} from "../tracks/log-file-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

onEachServer((database) => {
  test("pieces of logs are found for a move, and exactly those that are named are deleted", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const [trackId = 0, other = 0] = await makeTracks(database(), pipelineId, [{}, {}]);
    const runner = { name: "r1", host: "h", pid: 1, labels: [], slots: 2, containment: "group" };
    const runnerId = await insertRunner(queries, runner, 60_000);
    await transact(database(), (tx) =>
      writeTogether(
        tx,
        attemptInserts(
          [
            { trackId, number: 1 },
            { trackId, number: 2 },
            { trackId: other, number: 1 },
          ].map((each, n) => ({
            ...{ ...each, kind: "run" as const, undoes: null, token: Buffer.alloc(16, n + 1), runnerId },
            ...{ inputs: {}, script: HARD_TEXT, askedBy: null, askedWhy: null },
          })),
        ),
      ),
    );
    const piece = (attempt: number, seq: number, track = trackId) => ({
      ...{ pipelineId, trackId: track, attempt, seq, stream: "merged" as const, bytes: EVERY_BYTE, ageMs: 0 },
    });
    await insertLogChunks(queries, [piece(1, 1), piece(1, 2), piece(1, 4), piece(2, 1), piece(1, 1, other)]);
    const look = { after: pipelineId - 1, endedSeconds: 0, limit: 1 };
    expect(await pipelinesWithLogs(queries, look)).toEqual([{ id: pipelineId, isDue: false }]);
    expect(await tracksWithLogs(queries, pipelineId)).toMatchObject([{ id: trackId }, { id: other }]);
    expect(await tracksWithLogs(queries, 999_999)).toEqual([]);
    const pieces = await piecesOfTrack(queries, trackId, { attempt: 1, seq: 1 }, 9);
    expect(pieces.map(({ attempt, seq }) => [attempt, seq])).toEqual([
      [1, 2],
      [1, 4],
      [2, 1],
    ]);
    await insertLogChunks(queries, [piece(1, 3)]);
    expect(await deletePieces(queries, pieces)).toBe(3);
    expect(await deletePieces(queries, pieces)).toBe(0);
    expect((await piecesOfTrack(queries, trackId, { attempt: 0, seq: 0 }, 9)).map(({ seq }) => seq)).toEqual([
      1, 3,
    ]);
  });

  test("a file is read once it is stored, and found again until it is removed", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const [trackId = 0] = await makeTracks(database(), pipelineId, [{}]);
    const row = {
      ...{ pipelineId, key: Buffer.alloc(16, 7), logBytes: 9 },
      ...{ firstTrackId: trackId, firstAttempt: 1, firstSeq: 1 },
      ...{ lastTrackId: trackId, lastAttempt: 2, lastSeq: 5 },
      ...{ storedFrom: new Date(1_000), storedUntil: new Date(2_003) },
    };
    const [id, given] = [await insertLogFile(queries, row), await insertLogFile(queries, row)];
    expect([await isLogFileStored(queries, id), await logFilesIn(queries, [pipelineId])]).toEqual([
      false,
      [],
    ]);
    await giveUpLogFile(queries, given);
    expect(await noteLogFileStored(queries, given, 3)).toBe(false);
    expect(await noteLogFileStored(queries, id, 77)).toBe(true);
    await giveUpLogFile(queries, id);
    expect(await isLogFileStored(queries, id)).toBe(true);
    const stored = [{ ...row, id, bytes: 77, state: "stored", madeAt: expect.any(Date) }];
    expect(await logFilesIn(queries, [pipelineId])).toEqual(stored);
    expect(await logFilesOfTrack(queries, trackId)).toEqual(stored);
    expect(await logFilesOfTrack(queries, trackId + 1)).toEqual([]);
    expect(await readLogAndFiles(queries, { trackId, attempt: 1, after: 0, limit: 9 })).toEqual({
      ...{ hasEnded: true, chunks: [], files: stored },
    });
    expect(await storedLogsIn(queries, pipelineId)).toBe(9);
    const left = async () =>
      (await logFilesToRemove(queries, { after: id - 1, silentSeconds: 60, limit: 9 })).map(
        (each) => each.id,
      );
    expect(await left()).toEqual([given]);
    await noteLogFilesRemoved(queries, []);
    await noteLogFilesRemoved(queries, [pipelineId], 1_000_000);
    await deleteLogFile(queries, id);
    expect(await isLogFileStored(queries, id)).toBe(true);
    await noteLogFilesRemoved(queries, [pipelineId]);
    expect(await left()).toEqual([id, given]);
    for (const each of [id, given]) await deleteLogFile(queries, each);
    expect(await left()).toEqual([]);
  });
});
