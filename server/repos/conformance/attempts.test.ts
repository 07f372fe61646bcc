import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import {
  attemptUpdates,
  findAttempt,
  findAttemptByToken,
  lastRunAttemptsOf,
  newestAttempts,
  unsettledAttemptsOf,
} from "../tracks/attempt-rows.ts";
import {
  callsTo,
  insertCall,
  setCallState,
  stateOfEvent,
  sumOfCalls,
  tracksCalledEarly,
} from "../tracks/callback-call-rows.ts";
import {
  insertLogChunks,
  lastOfLog,
  lineBreaksOf,
  logChunksAfter,
  logsOfPipeline,
  logsOfPipelines,
  storedLogOf,
  storedLogsIn,
  sumOfLogs,
} from "../tracks/log-chunk-rows.ts";
import { readLogAndFiles } from "../tracks/log-file-rows.ts";
import {
  closeIfOpen,
  countOpenPrompts,
  findPrompt,
  insertAnswer,
  listPrompts,
  openPromptIds,
  promptInserts,
  promptsOfTrack,
  promptWithdrawals,
} from "../tracks/prompt-rows.ts";
import { writeTogether } from "../write-together.ts";
import { makeAttempt } from "./attempt-for-test.ts";
import { HARD_TEXT, makePipeline, makeTracks, ODD_KEYS, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("attempts that end together get their own ends, and of two ends of one the later counts", async () => {
    const { queries } = database();
    const ended = { outputs: {}, signal: null, reason: null, logBytes: 0, isLogCut: false } as const;
    const ends = [
      { ...ended, state: "succeeded" as const, exitCode: 0 },
      { ...ended, state: "failed" as const, exitCode: 1, reason: HARD_TEXT },
      { ...ended, state: "succeeded" as const, exitCode: 0 },
      { ...ended, state: "lost" as const, exitCode: null, outputs: null },
    ];
    const tracks: number[] = [];
    for (const _ of ends) tracks.push((await makeAttempt(database())).trackId);
    const updates = ends.map((end, place) => ({ trackId: tracks[place] ?? -1, number: 1, ...end }));
    const earlier = { trackId: tracks[1] ?? -1, number: 1, ...ends[0] } as (typeof updates)[number];
    await transact(database(), (tx) => writeTogether(tx, attemptUpdates([earlier, ...updates])));
    const stored = await newestAttempts(queries, tracks);
    for (const [place, end] of ends.entries()) {
      const row = stored.find(({ trackId }) => trackId === tracks[place]);
      expect(row).toMatchObject(end);
      expect(row?.finishedAt === null).toBe(end.state === "lost");
    }
    expect(attemptUpdates(updates)).toHaveLength(3);
  });

  test("an attempt is found by its token, its track and its runner until it has a result", async () => {
    const { queries } = database();
    const { pipelineId, trackId, runnerId, token } = await makeAttempt(database());
    expect(await findAttemptByToken(queries, token)).toMatchObject({
      trackId,
      state: "running",
      script: HARD_TEXT,
      inputs: { text: HARD_TEXT },
      askedBy: null,
      askedWhy: HARD_TEXT,
    });
    expect(await findAttemptByToken(queries, Buffer.alloc(16, 250))).toBeNull();
    expect(await unsettledAttemptsOf(queries, [runnerId])).toMatchObject([
      { trackId, attempt: 1, token, state: "running" },
    ]);
    expect(await unsettledAttemptsOf(queries, [runnerId], 3_600_000)).toEqual([]);
    expect(await unsettledAttemptsOf(queries, [])).toEqual([]);
    expect(await lastRunAttemptsOf(queries, [trackId])).toEqual([{ trackId, number: 1, outputs: null }]);
    expect(await lastRunAttemptsOf(queries, [])).toEqual([]);
    const result = { outputs: { text: HARD_TEXT }, exitCode: null, signal: "SIGKILL", reason: HARD_TEXT };
    const settled = { ...result, state: "failed" as const, logBytes: 2 ** 40, isLogCut: true };
    await transact(database(), (tx) =>
      writeTogether(tx, attemptUpdates([{ trackId, number: 1, ...settled }])),
    );
    expect(attemptUpdates([])).toEqual([]);
    const [after] = await newestAttempts(queries, [trackId]);
    expect(after).toMatchObject(settled);
    expect(after?.finishedAt).toBeInstanceOf(Date);
    expect(await sumOfLogs(queries, pipelineId)).toBe(2 ** 40);
    expect(await sumOfLogs(queries, pipelineId + 1_000_000)).toBe(0);
    expect(await findAttempt(queries, trackId, 1)).toEqual(after);
    expect(await findAttempt(queries, trackId, 2)).toBeNull();
    expect(await newestAttempts(queries, [])).toEqual([]);
    expect(await unsettledAttemptsOf(queries, [runnerId])).toEqual([]);
  });

  test("a page of the logs of a pipeline costs a page, however much was logged", async () => {
    const { queries } = database();
    const { pipelineId, trackId } = await makeAttempt(database());
    const chunk = (seq: number) => ({
      pipelineId,
      trackId,
      attempt: 1,
      seq,
      stream: "merged" as const,
      bytes: Buffer.from(`${seq}\n`),
      ageMs: 0,
    });
    for (let batch = 0; batch < 10; batch += 1)
      await insertLogChunks(
        queries,
        Array.from({ length: 300 }, (_, n) => chunk(batch * 300 + n + 1)),
      );
    await queries.execute(sql`analyze table log_chunk`);
    const [middle] = (await logsOfPipeline(queries, pipelineId, null, 1_500)).slice(-1);
    for (const after of [null, middle ?? null]) {
      const reads = await transact(database(), async (tx) => {
        const count = async () => {
          const [rows] = await tx.execute("show session status like 'Handler_read%'");
          return (rows as unknown as { Value: string }[]).reduce((sum, { Value }) => sum + Number(Value), 0);
        };
        const before = await count();
        expect(await logsOfPipeline(tx, pipelineId, after, 50)).toHaveLength(50);
        return (await count()) - before;
      });
      // At most one batch has the same time.
      expect(reads).toBeLessThan(700);
    }
  });

  test("a log is read in pages and in order; a second write of a chunk changes nothing", async () => {
    const { queries } = database();
    const { trackId, pipelineId } = await makeAttempt(database());
    const chunk = (seq: number, bytes: Buffer, ageMs = 0) => ({
      pipelineId,
      trackId,
      attempt: 1,
      seq,
      stream: "stdout" as const,
      bytes,
      ageMs,
    });
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await insertLogChunks(queries, [chunk(2, Buffer.from("two")), chunk(1, every)]);
    await insertLogChunks(queries, [chunk(2, Buffer.from("again")), chunk(3, Buffer.from("three"))]);
    await insertLogChunks(queries, []);
    const [first, second] = await logChunksAfter(queries, trackId, 1, 0, 2);
    expect(first?.bytes).toEqual(every);
    expect(second?.bytes.toString()).toBe("two");
    expect((await logChunksAfter(queries, trackId, 1, 2, 9)).map(({ seq }) => seq)).toEqual([3]);
    // One statement, one clock: what was printed earlier has the earlier time.
    await insertLogChunks(queries, [chunk(4, every, 61_500), chunk(5, every, 250), chunk(6, every)]);
    const [old = 0, recent = 0, now = 0] = (await logChunksAfter(queries, trackId, 1, 3, 9)).map(({ at }) =>
      at.getTime(),
    );
    expect([now - old, now - recent]).toEqual([61_500, 250]);
    expect(await logChunksAfter(queries, trackId, 2, 0, 9)).toEqual([]);
    expect(await lastOfLog(queries, trackId, 1, 2, 3)).toMatchObject([
      { seq: 5, bytes: every.subarray(-3), isCut: true },
      { seq: 6, bytes: every.subarray(-3), isCut: true },
    ]);
    expect(await lastOfLog(queries, trackId, 1, 1, 256)).toMatchObject([{ bytes: every, isCut: false }]);
    await insertLogChunks(queries, [chunk(7, Buffer.from("one\r\n\ntwo\n"))]);
    expect((await lineBreaksOf(queries, trackId, 1)).slice(1)).toEqual([
      { seq: 2, breaks: 0, endsLine: false },
      { seq: 3, breaks: 0, endsLine: false },
      ...[4, 5, 6].map((seq) => ({ seq, breaks: 1, endsLine: false })),
      { seq: 7, breaks: 3, endsLine: true },
    ]);
    expect(await lineBreaksOf(queries, trackId, 2)).toEqual([]);
    const stored = await logsOfPipeline(queries, pipelineId, null, 9);
    expect(stored.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const [place, row] of stored.entries())
      expect(await logsOfPipeline(queries, pipelineId, row, 3)).toEqual(stored.slice(place + 1, place + 4));
    expect(await logsOfPipeline(queries, 999_999, null, 9)).toEqual([]);
    const several = [999_999, pipelineId];
    expect(await logsOfPipelines(queries, several, null, 9)).toEqual(stored);
    for (const [place, row] of stored.entries())
      expect(await logsOfPipelines(queries, several, row, 3)).toEqual(stored.slice(place + 1, place + 4));
    expect(await logsOfPipelines(queries, [], null, 9)).toEqual([]);
    const bytes = 4 * every.length + 10 + "two".length + "three".length;
    expect(await storedLogOf(queries, trackId, 1)).toEqual({ bytes, lastSeq: 7 });
    expect(await storedLogOf(queries, trackId, 2)).toEqual({ bytes: 0, lastSeq: 0 });
    expect([await storedLogsIn(queries, pipelineId), await storedLogsIn(queries, 999_999)]).toEqual([
      bytes,
      0,
    ]);
    const read = (after: number, limit: number, attempt = 1) =>
      readLogAndFiles(queries, { trackId, attempt, after, limit });
    expect(await read(0, 4)).toEqual({
      hasEnded: false,
      files: [],
      chunks: await logChunksAfter(queries, trackId, 1, 0, 4),
    });
    expect(await read(0, 4, 2)).toEqual({ hasEnded: true, chunks: [], files: [] });
    const end = { outputs: null, exitCode: 0, signal: null, reason: null, logBytes: 1, isLogCut: false };
    await transact(database(), (tx) =>
      writeTogether(tx, attemptUpdates([{ trackId, number: 1, state: "succeeded", ...end }])),
    );
    expect(await read(7, 4)).toEqual({ hasEnded: true, chunks: [], files: [] });
  });

  test("a prompt is open once, closed once, and keeps its answer; a withdrawn one has none", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const [one = -1, two = -1] = await makeTracks(database(), pipelineId, [{}, {}]);
    const asks = [{ name: "i", prefill: HARD_TEXT }];
    const open = (number: number) =>
      transact(database(), (tx) =>
        writeTogether(tx, promptInserts(pipelineId, [{ number, asks, assignees: [] }])),
      );
    await open(0);
    await open(1);
    await expect(open(1)).rejects.toThrow();
    expect(promptInserts(pipelineId, [])).toEqual([]);
    const ids = await openPromptIds(queries, [one, two]);
    const [first = -1, second = -1] = [ids.get(one), ids.get(two)];
    expect((await openPromptIds(queries, [])).size).toBe(0);
    expect(await countOpenPrompts(queries)).toBe(2);
    expect((await listPrompts(queries, "open", 1)).map(({ prompt }) => prompt.id)).toEqual([first]);
    expect(await closeIfOpen(queries, first)).toBe(true);
    expect(await closeIfOpen(queries, first)).toBe(false);
    const answer = { place: 0, values: { i: HARD_TEXT }, comment: null, answeredBy: HARD_TEXT };
    await insertAnswer(queries, { promptId: first, ...answer });
    expect(await findPrompt(queries, first)).toMatchObject({
      prompt: { asks, state: "answered" },
      answer,
      number: 0,
    });
    await transact(database(), (tx) => writeTogether(tx, promptWithdrawals([one, two])));
    expect(promptWithdrawals([])).toEqual([]);
    expect(await findPrompt(queries, second)).toMatchObject({ prompt: { state: "withdrawn" }, answer: null });
    expect(await findPrompt(queries, 99_999)).toBeNull();
    await open(1);
    const third = (await openPromptIds(queries, [two])).get(two);
    const asked = await promptsOfTrack(queries, two, 9);
    expect(asked.map(({ id, state, closedAt }) => [id, state, closedAt === null])).toEqual([
      [third, "open", true],
      [second, "withdrawn", false],
    ]);
    expect(await promptsOfTrack(queries, two, 1)).toHaveLength(1);
  });

  test("an event of a caller is recorded once; calls without an event id are all kept, oldest first", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [{ state: "sleeping", sleep: "callback", attempt: 1 }]);
    const called = { pipelineId, number: 0, attempt: 1 };
    const call = { ...called, state: "pending" as const, body: new Map([["text", HARD_TEXT]]) };
    expect(await sumOfCalls(queries, called)).toEqual({ count: 0, bytes: 0 });
    await insertCall(queries, { ...call, eventId: HARD_TEXT });
    await expect(insertCall(queries, { ...call, eventId: HARD_TEXT })).rejects.toThrow();
    for (const eventId of ODD_KEYS) {
      const another = { ...called, number: 1 };
      expect([eventId, await stateOfEvent(queries, another, eventId)]).toEqual([eventId, null]);
      await insertCall(queries, { ...call, ...another, eventId });
      expect(await stateOfEvent(queries, another, eventId)).toBe("pending");
    }
    await insertCall(queries, { ...call, eventId: null, body: null });
    await insertCall(queries, { ...call, eventId: null, body: 1 });
    expect((await sumOfCalls(queries, called)).count).toBe(3);
    expect((await callsTo(queries, called)).map(({ body }) => body)).toEqual([call.body, null, 1]);
    expect(await stateOfEvent(queries, called, HARD_TEXT)).toBe("pending");
    expect(await stateOfEvent(queries, called, "none")).toBeNull();
    expect(await tracksCalledEarly(queries, 9)).toEqual([{ pipelineId, number: 0 }]);
    await setCallState(
      queries,
      (await callsTo(queries, called)).map(({ id }) => id),
      "delivered",
    );
    await setCallState(queries, [], "delivered");
    expect(await tracksCalledEarly(queries, 9)).toEqual([]);
  });
});
