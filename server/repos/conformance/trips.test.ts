import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { inTransaction, type Queries, readTogether, sendTogether, transact } from "#platform/database/db.ts";
import { RowsNotAsRead } from "#platform/database/statement.ts";
import { insertRunner } from "../fleet/runner-rows.ts";
import { needsBelow, needsBelowQuery, readNeedsBelow } from "../pipelines/children/needs-below-rows.ts";
import { readChange } from "../pipelines/events/change-rows.ts";
import { eventInserts, eventsOf } from "../pipelines/events/event-rows.ts";
import {
  findPipeline,
  lockPipeline,
  lockPipelineIfFree,
  namedPipelineQuery,
  readNamedPipeline,
} from "../pipelines/pipeline-rows.ts";
import { driverValue, storedValue } from "../text-of-columns.ts";
import { attemptInserts } from "../tracks/attempt-rows.ts";
import { priorityShift } from "../tracks/claim-query.ts";
import { openPromptIds, promptInserts } from "../tracks/prompt-rows.ts";
import { readTracks, type TrackRow, tracksByNumber, tracksOf, tracksQuery } from "../tracks/track-rows.ts";
import { trackAfter, trackUpdates } from "../tracks/track-writes.ts";
import { builtStatement, writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const KEPT = { due: "keep", readyAt: "keep", startedAt: "keep", finishedAt: "keep" } as const;

function timesOf({ dueAt, claimAt, readyAt, startedAt, finishedAt }: TrackRow) {
  return { dueAt, claimAt, readyAt, startedAt, finishedAt };
}

const RUNNER = { name: HARD_TEXT, host: "h", pid: 1, labels: [], slots: 2, containment: "group" };

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

  test("what changed is read in one trip as its parts are read by themselves", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    const hard = { reason: HARD_TEXT, outputs: { text: HARD_TEXT }, token: Buffer.alloc(16, 77) };
    const ids = await makeTracks(database(), pipelineId, [
      {},
      { rev: 2, state: "running", attempt: 2, runnerId, ...hard },
      { rev: 3, state: "prompting" },
      { rev: 3, state: "succeeded", startedAt: new Date("2031-02-03T04:05:06.789Z") },
    ]);
    const attempt = (number: number, inputs: object) => ({
      ...{ trackId: ids[1] ?? -1, number, kind: "run" as const, token: Buffer.alloc(16, 70 + number) },
      ...{ runnerId, inputs: { ...inputs }, script: "", askedBy: null, askedWhy: null },
    });
    const asks = [{ name: "i", prefill: HARD_TEXT }];
    await transact(database(), (tx) =>
      writeTogether(tx, [
        ...attemptInserts([attempt(1, { old: 1 }), attempt(2, { text: HARD_TEXT })]),
        ...promptInserts(pipelineId, [
          { number: 1, asks, assignees: [] },
          { number: 2, asks, assignees: [] },
        ]),
      ]),
    );
    const all = await tracksOf(queries, pipelineId);
    const prompts = await openPromptIds(queries, [...ids]);
    const none = {
      isOverridden: false,
      exitCode: null,
      signal: null,
      inputs: null,
      runner: null,
      prompt: null,
    };
    const named = namedPipelineQuery(pipelineId);
    expect(readNamedPipeline((await readTogether(queries, [named]))[0])).toEqual(
      await findPipeline(queries, pipelineId),
    );
    expect(
      await readChange(queries, pipelineId, { after: 1 }, { hasStates: true, hasChildren: false }),
    ).toEqual({
      found: await findPipeline(queries, pipelineId),
      tracks: [
        { ...all[1], ...none, inputs: { text: HARD_TEXT }, runner: RUNNER.name },
        { ...all[2], ...none, prompt: prompts.get(ids[2] ?? -1) },
        { ...all[3], ...none },
      ],
      states: all.map(({ number, rev, state, sleep, token, hasConcurrencyClaims }) => ({
        isOverridden: false,
        number,
        rev,
        state,
        sleep,
        token,
        hasConcurrencyClaims,
      })),
      children: [],
      below: [],
    });
    const gone = await readChange(queries, 99_999, { numbers: [] }, { hasStates: true, hasChildren: true });
    expect(gone).toEqual({ found: null, tracks: [], states: [], children: [], below: [] });
    const inside = await transact(database(), (tx) =>
      readChange(tx, pipelineId, { numbers: [3] }, { hasStates: false, hasChildren: false }),
    );
    expect(inside.tracks).toEqual([{ ...all[3], ...none }]);
  });

  test("reads go together also through another copy of the program, as Next makes one for pages and one for routes", async () => {
    vi.resetModules();
    const copy = await import("#platform/database/db.ts");
    const { text, values } = namedPipelineQuery(99_999);
    expect(copy.readTogether).not.toBe(readTogether);
    expect(await copy.readTogether(database().queries, [{ text, values }])).toEqual([[]]);
  });

  test("with what changed, what is below it is read: its child pipelines, and what waits for a person there", async () => {
    const { queries } = database();
    const root = await makePipeline(database());
    await makeTracks(database(), root, [{ state: "sleeping", sleep: "child", attempt: 1 }, {}]);
    const links = { parentId: root, parentNumber: 0, parentAttempt: 1 };
    const id = await makePipeline(database(), { ...links, isPaused: true });
    const below = await needsBelow(queries, [root]);
    expect(below).toMatchObject([{ number: 0, first: id, paused: 1 }]);
    const [asked] = await readTogether(queries, [needsBelowQuery([root])]);
    expect([readNeedsBelow(asked), readNeedsBelow(undefined)]).toEqual([below, []]);
    const more = { hasStates: false, hasChildren: true };
    const changed = await readChange(queries, root, { after: 0 }, more);
    expect(changed).toMatchObject({ below, children: [{ id, state: "running", parentNumber: 0 }] });
    const other = await readChange(queries, root, { numbers: [1] }, more);
    expect([other.children, other.below, other.tracks.map(({ number }) => number)]).toEqual([[], below, [1]]);
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
    // The guard of a write is a part of the next one, which changes nothing then.
    for (const wrongAt of [0, 1, 2])
      for (const goesOn of [true, false]) {
        const writes = [0, 1, 2].map((place) => ({
          ...priorityShift(pipelineId, 1),
          matches: place === wrongAt ? 3 : 2,
          ...(goesOn && { goesOn: "and" as const }),
        }));
        const guarded = transact(database(), (tx) => writeTogether(tx, writes));
        await expect(guarded).rejects.toThrow(RowsNotAsRead);
      }
    // Events carry the guard of the write before them, and are written as they would be without it.
    const change = { kind: "pipeline", fromState: "running", toState: "paused", actor: "ann" } as const;
    const events = [1, 2].map((n) => ({ pipelineId, rev: 9, n, ...change }));
    const withEvents = (matches: number) =>
      transact(database(), (tx) =>
        writeTogether(tx, [{ ...priorityShift(pipelineId, 1), matches }, ...eventInserts(events)]),
      );
    const stored = () => eventsOf(queries, pipelineId, { rev: 0, n: 0 }, 10);
    await expect(withEvents(1)).rejects.toThrow(RowsNotAsRead);
    expect([await stored(), await priorities()]).toEqual([[], [11, 11]]);
    await withEvents(2);
    expect(await stored()).toMatchObject(events);
    expect(await priorities()).toEqual([12, 12]);
    const given = transact(database(), async (tx) => {
      await shift(tx, 1);
      throw new Error("None of it.");
    });
    await expect(given).rejects.toThrow("None of it.");
    expect(await priorities()).toEqual([12, 12]);
  });

  test("tracks that are written together get their own values and tokens; if one is not as it was read, none is", async () => {
    const pipelineId = await makePipeline(database());
    const ids = await makeTracks(
      database(),
      pipelineId,
      Array.from({ length: 12 }, () => ({})),
    );
    const before = await tracksOf(database().queries, pipelineId);
    const alike = { answers: { text: HARD_TEXT }, retries: 7, due: 60_000 } as const;
    /** Two kinds of changes: with equal values and tokens, and with values of their own. */
    const changes = before.map((row, place) => {
      const own =
        place < 4 ? { ...alike, token: Buffer.alloc(16, place + 1) } : { waits: place, token: null };
      const reason = place > 10 ? { reason: HARD_TEXT } : {};
      return { before: row, now: { ...row, fromState: row.state, ...KEPT, ...own, ...reason } };
    });
    const write = (some: typeof changes) =>
      transact(database(), (tx) => writeTogether(tx, trackUpdates(2, some)));
    for (let wrong = 0; wrong < changes.length; wrong += 1) {
      const some = changes.map((change, place) =>
        place === wrong ? { ...change, now: { ...change.now, fromState: "running" as const } } : change,
      );
      await expect(write(some)).rejects.toThrow(RowsNotAsRead);
      expect(await tracksOf(database().queries, pipelineId)).toEqual(before);
    }
    await write(changes);
    const after = await tracksOf(database().queries, pipelineId);
    expect(after.map(({ id }) => id)).toEqual(ids);
    for (const [place, row] of after.entries()) {
      const change = changes[place];
      if (change === undefined) throw new Error("It was not written.");
      expect(row).toEqual({ ...trackAfter(change), rev: 2, ...timesOf(row) });
      expect(row.dueAt === null).toBe(place >= 4);
    }
  });
});
