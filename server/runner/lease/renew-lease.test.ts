import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLog } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { beatAnswerMs } from "../gateway/beat-answer.ts";
import { LeaseAge } from "./lease-age.ts";
import type { Moment } from "./moment.ts";
import type { Registration } from "./registration.ts";
import { renewLease } from "./renew-lease.ts";

const LEASE_MS = 30_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A runner whose heartbeats are answered by `beat`, on a machine that can be suspended. */
function begin(beat: () => Promise<boolean>, leaseMs = LEASE_MS) {
  const told: string[] = [];
  let suspendedMs = 0;
  const log = openLog("test", "silent");
  const now = (): Moment => ({ awakeMs: performance.now(), bootMs: performance.now() + suspendedMs });
  const registration = { runnerId: 1, renew: async () => void told.push("renewed") };
  const stop = renewLease(
    {
      ...{ log, warnings: new RepeatedWarnings(log), leaseMs, age: new LeaseAge(leaseMs, now) },
      gateway: { beat } as never,
      registration: registration as unknown as Registration,
    },
    { onReregistered: () => undefined, onSilence: (isSilent) => told.push(isSilent ? "silent" : "heard") },
  );
  const suspend = (ms: number) => {
    suspendedMs += ms;
    told.length = 0;
  };
  return { told, suspend, stop };
}

test("the time for which the machine was suspended counts: scripts that may run elsewhere are ended before the next heartbeat is answered", async () => {
  let isAlive = true;
  const { told, suspend, stop } = begin(async () => isAlive);
  await vi.advanceTimersByTimeAsync(LEASE_MS);
  expect(new Set(told)).toEqual(new Set(["heard"]));
  isAlive = false;
  suspend(LEASE_MS * 10);
  await vi.advanceTimersByTimeAsync(LEASE_MS / 6);
  expect(told[0]).toBe("silent");
  expect(told.slice(-2)).toEqual(["heard", "renewed"]);
  stop();
});

test.each([3_000, 12_000, 30_000, 3_600_000])(
  "a heartbeat whose connection has gone dead is asked once more at once, and heard before half of a lease of %i ms",
  async (leaseMs) => {
    let asked = 0;
    const { told, stop } = begin(async () => {
      asked += 1;
      if (asked !== 2) return true;
      await new Promise((resolve) => setTimeout(resolve, beatAnswerMs(leaseMs)));
      throw new Error("gone");
    }, leaseMs);
    await vi.advanceTimersByTimeAsync(leaseMs);
    expect(told).not.toContain("silent");
    stop();
  },
);

test("a heartbeat that hangs is noticed after half of the lease", async () => {
  const { told, stop } = begin(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(LEASE_MS / 2);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(LEASE_MS / 6);
  expect(told[0]).toBe("silent");
  stop();
});
