import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import type { Actor } from "#services/rights/actor.ts";
import { rightsChanged } from "#services/rights/rights-changed.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import type { Context } from "./init.ts";
import { guardStream, throwIfRefused } from "./stream-end.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A database in which there is no pipeline. It is asked only for somebody who may not read everything. */
const rows = { from: () => rows, innerJoin: () => rows, where: async () => [] };
const database = { queries: { select: () => rows } };
const contextWith = (actorNow: () => Promise<Actor | null>) =>
  ({ database, actor: ANN, actorNow }) as unknown as Context;

test("a stream ends within 30 seconds after its session, with a refusal", async () => {
  let now: Actor | null = ANN;
  const { end } = guardStream(
    contextWith(async () => now),
    undefined,
  );
  await vi.advanceTimersByTimeAsync(90_000);
  expect(end.aborted).toBe(false);
  now = null;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(end.aborted).toBe(true);
  expect(() => throwIfRefused(end)).toThrow(/session has ended/);
});

test("it goes on while the database is away, ends with its request, and asks nothing after that", async () => {
  const request = new AbortController();
  const asked = vi.fn(() => Promise.reject(new Error("away")));
  const { end } = guardStream(contextWith(asked), request.signal);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(end.aborted).toBe(false);
  request.abort();
  expect(end.aborted).toBe(true);
  expect(() => throwIfRefused(end)).not.toThrow();
  await vi.advanceTimersByTimeAsync(60_000);
  rightsChanged.ring();
  expect(asked).toHaveBeenCalledTimes(2);
});

test("one pipeline is left at once when rights are changed, by the clock where another process changed them, and the stream goes on", async () => {
  for (const tell of [async () => rightsChanged.ring(), () => vi.advanceTimersByTimeAsync(30_000)]) {
    let now: Actor = { ...ANN, rights: ALL_RIGHTS };
    const { end, follow } = guardStream(
      contextWith(async () => now),
      undefined,
    );
    const one = await follow(7);
    now = { ...ANN, rights: { grants: [] } };
    await tell();
    await vi.advanceTimersByTimeAsync(0);
    expect([one.signal.aborted, end.aborted]).toEqual([true, false]);
    expect(() => throwIfRefused(one.signal)).toThrow("There is no pipeline 7.");
    await expect(follow(7)).rejects.toThrow("There is no pipeline 7.");
    one.close();
  }
});
