import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Candidate, ClaimedTrack, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { openLog } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { PreparedTasks } from "../attempts/prepared-tasks.ts";
import { Slots } from "../attempts/slots.ts";
import type { Registration } from "../lease/registration.ts";
import { WorkPoller } from "./work-poller.ts";

let ready: Candidate[];
let looks: number;
let passed: string[];
let slots: Slots;
let poller: WorkPoller;

/** A database with `ready` tracks, as far as a poller sees it. */
const gateway = {
  look: async () => {
    looks += 1;
    const workForAll = async () => null;
    return { candidates: ready, nextDueMs: 1e12, isDraining: false, workForAll };
  },
  claim: async (_runner, candidates, free) => {
    const claimed = candidates.slice(0, free);
    ready = ready.filter((each) => !claimed.includes(each));
    for (const _ of claimed) slots.occupy();
    return { claimed: claimed as unknown as ClaimedTrack[], passedOver: 0 };
  },
  stopLooking: () => undefined,
} satisfies Partial<RunnerGateway>;

beforeEach(async () => {
  vi.useFakeTimers();
  // Else a slow poll of its own falls into a test now and then.
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  [ready, looks, passed, slots] = [[], 0, [], new Slots(4)];
  const claimant = { runnerId: 1, name: "r", labels: [""] };
  poller = new WorkPoller({
    gateway: gateway as unknown as RunnerGateway,
    warnings: new RepeatedWarnings(openLog("runner", "silent")),
    registration: { claimant } as unknown as Registration,
    slots,
    prepared: new PreparedTasks(() => null),
    startAttempts: () => undefined,
    isSettling: () => false,
    onDrain: () => undefined,
  });
  poller.start();
  // Until its polls are slow.
  await vi.advanceTimersByTimeAsync(20_000);
  looks = 0;
});
afterEach(() => {
  void poller.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const tracks = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, place) => ({
    ...{ id: place, pipelineId: 1, revisionId: 1, number: place, claimAt: 0, isUndo: 0, runners: 2 },
  }));

function tell(name: string, wanted: number, more: { isOwn?: boolean; isToBeTaken?: boolean } = {}): void {
  const passOn = () => void passed.push(name);
  poller.tell({ spreadMs: 0, forOne: { wanted, isOwn: false, isToBeTaken: false, passOn, ...more } });
}

const occupy = (count: number) => Array.from({ length: count }, () => slots.occupy());

test("a runner that has room for all takes what it alone was told of", async () => {
  ready = tracks(3);
  tell("three", 3);
  await vi.advanceTimersByTimeAsync(11);
  expect({ looks, passed, free: slots.free }).toEqual({ looks: 1, passed: [], free: 1 });
});

test("a runner without room passes on at once, and looks for nothing; what it is to take later it looks for once a slot is free", async () => {
  occupy(2);
  tell("three", 3);
  expect(passed).toEqual(["three"]);
  poller.slotsLeft(false, false);
  await vi.advanceTimersByTimeAsync(11);
  expect(looks).toBe(0);
  occupy(2);
  tell("any", 1, { isToBeTaken: true });
  expect(passed).toEqual(["three", "any"]);
  slots.leave();
  ready = tracks(1);
  poller.slotsLeft(false, false);
  await vi.advanceTimersByTimeAsync(11);
  expect({ looks, free: slots.free }).toEqual({ looks: 1, free: 0 });
});

test("what is left when all slots are taken is passed on after the look, and also where the poller stops before it", async () => {
  ready = tracks(9);
  tell("nine", 4);
  await vi.advanceTimersByTimeAsync(11);
  expect({ passed, left: ready.length }).toEqual({ passed: ["nine"], left: 5 });
  slots.leave();
  tell("more", 1);
  void poller.stop();
  expect(passed).toEqual(["nine", "more"]);
});

test("what its own settlement made ready it keeps for a moment, and passes on if it still has no slot", async () => {
  occupy(4);
  tell("own", 1, { isOwn: true });
  await vi.advanceTimersByTimeAsync(49);
  expect(passed).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(passed).toEqual(["own"]);
  tell("own again", 1, { isOwn: true });
  slots.leave();
  slots.leave();
  ready = tracks(1);
  poller.slotsLeft(false, false);
  await vi.advanceTimersByTimeAsync(60);
  expect({ looks, passed, left: ready.length }).toEqual({ looks: 1, passed: ["own"], left: 0 });
});
