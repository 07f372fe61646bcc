import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import {
  attemptInserts,
  attemptsAfter,
  attemptsBefore,
  lastRunAttempt,
  lastRunAttemptsOf,
} from "../tracks/attempt-rows.ts";
import { writeTogether } from "../write-together.ts";
import { makeAttempt } from "./attempt-for-test.ts";
import { HARD_TEXT, onEachServer } from "./servers-for-test.ts";

const UNASKED = { askedBy: null, askedWhy: null };

onEachServer((database) => {
  test("attempts are listed by pages, without what they executed; the last run is the newest that is no undo", async () => {
    const { queries } = database();
    const { trackId, runnerId } = await makeAttempt(database());
    const alike = { trackId, runnerId, inputs: { text: HARD_TEXT }, script: HARD_TEXT, ...UNASKED };
    const more = [2, 3, 4, 5].map((number) => {
      const kind = number === 5 ? ("undo" as const) : ("run" as const);
      return { ...alike, number, kind, undoes: kind === "undo" ? 4 : null, token: randomBytes(16) };
    });
    await transact(database(), (tx) => writeTogether(tx, attemptInserts(more)));
    const numbers = (rows: readonly { readonly number: number }[]) => rows.map(({ number }) => number);
    expect(numbers(await attemptsBefore(queries, trackId, null, 2))).toEqual([4, 5]);
    expect(numbers(await attemptsBefore(queries, trackId, 4, 2))).toEqual([2, 3]);
    expect(numbers(await attemptsBefore(queries, trackId, 2, 2))).toEqual([1]);
    expect(numbers(await attemptsAfter(queries, trackId, 0, 2))).toEqual([1, 2]);
    expect(numbers(await attemptsAfter(queries, trackId, 2, 9))).toEqual([3, 4, 5]);
    expect(JSON.stringify(await attemptsBefore(queries, trackId, null, 9))).not.toContain(HARD_TEXT);
    expect(await lastRunAttempt(queries, trackId)).toMatchObject({ number: 4, script: HARD_TEXT });
    expect(await lastRunAttempt(queries, trackId + 1_000_000)).toBeNull();
    const other = await makeAttempt(database());
    const last = await lastRunAttemptsOf(queries, [trackId, other.trackId]);
    expect(numbers(last).sort()).toEqual([1, 4]);
  });
});
