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
function begin(
  beat: () => Promise<boolean>,
  leaseMs = LEASE_MS,
  register: () => Promise<void> = async () => undefined,
) {
  const told: string[] = [];
  let suspendedMs = 0;
  const log = openLog("test", "silent");
  const now = (): Moment => ({ awakeMs: performance.now(), bootMs: performance.now() + suspendedMs });
  const renew = async () => {
    await register();
    told.push("renewed");
  };
  const registration = { runnerId: 1, renew };
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
  expect(told.slice(-2)).toEqual(["renewed", "heard"]);
  stop();
});

test("a runner that was marked lost claims nothing before it has its new row, also where that takes long or fails", async () => {
  let isAlive = true;
  let registered = (): Promise<void> => Promise.reject(new Error("the database has gone"));
  const { told, stop } = begin(
    async () => isAlive,
    LEASE_MS,
    () => registered(),
  );
  await vi.advanceTimersByTimeAsync(LEASE_MS);
  isAlive = false;
  told.length = 0;
  await vi.advanceTimersByTimeAsync(LEASE_MS / 6);
  expect(new Set(told)).toEqual(new Set(["silent"]));
  let answer = (): void => undefined;
  registered = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await vi.advanceTimersByTimeAsync(LEASE_MS / 6);
  expect(new Set(told)).toEqual(new Set(["silent"]));
  told.length = 0;
  answer();
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["renewed", "heard"]);
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
