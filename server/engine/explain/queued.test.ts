import { describe, expect, it } from "vitest";
import {
  type ClaimingRunner,
  type NeededSlot,
  queuedForText,
  queuedReason,
  queuePlaceText,
} from "./queued.ts";

const script = { script: "true" };
const runner = (more: Partial<ClaimingRunner> = {}): ClaimingRunner => ({
  name: "build-1",
  labels: [],
  fences: ["default"],
  slots: 4,
  ...more,
});
const lock = (more: Partial<NeededSlot> = {}): NeededSlot => ({
  name: "lock:db-main",
  slots: 1,
  taken: 1,
  holders: [{ pipeline: 41, pipelineName: "deploy", vertex: "migrate" }],
  place: 1,
  waiting: 1,
  ...more,
});

const clauseOf = (...given: Parameters<typeof queuedReason>) => queuedReason(...given)?.clause ?? null;

describe("why a ready track is not claimed", () => {
  it("is a lock, with who holds it and whose turn it is", () => {
    expect(clauseOf(script, [lock()], [runner()])).toBe(
      "needs the lock db-main, held by deploy #41 / migrate",
    );
    expect(clauseOf(script, [lock({ place: 2, waiting: 3 })], [runner()])).toBe(
      "needs the lock db-main, held by deploy #41 / migrate; it is 2nd of 3 that wait for it",
    );
  });

  it("names nobody of a folder that may not be read, and few of many", () => {
    expect(clauseOf(script, [lock({ holders: [null] })], [runner()])).toBe(
      "needs the lock db-main, held by a pipeline of another folder",
    );
    const holders = [1, 2, 3, 4].map((pipeline) => ({ pipeline, pipelineName: "p", vertex: "v" }));
    expect(clauseOf(script, [lock({ slots: 9, taken: 9, holders })], [runner()])).toBe(
      "needs the lock db-main, held by p #1 / v, p #2 / v, p #3 / v and 6 more",
    );
  });

  it("is short where many are before it, because it would change all the time", () => {
    expect(clauseOf(script, [lock({ place: 21, waiting: 500 })], [runner()])).toBe(
      "needs the lock db-main, as more than 20 tracks before it do",
    );
  });

  it("is a limit of the vertex or of the pipeline, where no lock is in the way", () => {
    const free = lock({ taken: 0, holders: [] });
    expect(clauseOf(script, [free, lock({ name: "vertex:3:copy" })], [runner()])).toBe(
      "at most one track of this vertex runs at once",
    );
    const limit = lock({ name: "pipeline:41", slots: 2, taken: 2 });
    expect(clauseOf(script, [free, limit], [runner()])).toBe("at most 2 tracks of this pipeline run at once");
    expect(clauseOf(script, [limit, lock()], [runner()])).toMatch(/^needs the lock/);
  });

  it("is that no runner is there, that none can run it, or the slots of those that can", () => {
    expect(clauseOf(script, [], [])).toBe("no runner is online");
    const gpu = { ...script, labels: ["gpu"] };
    expect(clauseOf(gpu, [], [runner()])).toBe("it is ready, but no runner has the label gpu");
    expect(clauseOf(script, [], [runner()])).toBe("waits for one of the 4 slots of the runner build-1");
    expect(clauseOf(gpu, [], [runner(), runner({ labels: ["gpu"], slots: 1 })])).toBe(
      "waits for the slot of the runner build-1",
    );
    expect(clauseOf(script, [], [runner(), runner()])).toBe(
      "waits for one of the 8 slots of the 2 runners that can run it",
    );
    expect(clauseOf(script, [], null)).toBeNull();
  });

  it("is no runner for what the service carries out itself", () => {
    expect(clauseOf({ kind: "graph", graph: { name: "g", revision: 1 } }, [], [])).toBeNull();
    expect(clauseOf({ kind: "graph", graph: { name: "g", revision: 1 } }, [lock()], [])).toMatch(
      /^needs the lock db-main/,
    );
  });
});

it("a queued pipeline says its place and what runs before it", () => {
  const place = { graph: "deploy", max: 1, place: 2, waiting: 3, begun: [41], begunCount: 1 };
  expect(queuePlaceText(place)).toBe(
    "Queued: 2nd of 3 waiting for deploy. At most one pipeline of it runs at once: #41.",
  );
  expect(queuePlaceText({ ...place, max: 5, place: 11, waiting: 12, begun: [1, 2, 3], begunCount: 5 })).toBe(
    "Queued: 11th of 12 waiting for deploy. At most 5 pipelines of it run at once: #1, #2, #3 and 2 more.",
  );
});

describe("what a queued track waits for, in a few words", () => {
  const pending = { state: "pending", sleep: null, token: null, reason: null } as const;
  const shortOf = (...given: Parameters<typeof queuedReason>) =>
    queuedForText(pending, false, queuedReason(...given));

  it("is the lock and its turn, the limit, the label that no runner has, or a slot", () => {
    expect(shortOf(script, [lock()], [runner()])).toBe("lock db-main");
    expect(shortOf(script, [lock({ place: 2, waiting: 3 })], [runner()])).toBe("lock db-main, 2nd of 3");
    expect(shortOf(script, [lock({ place: 21, waiting: 500 })], [runner()])).toBe("lock db-main");
    expect(shortOf(script, [lock({ name: "vertex:3:copy", slots: 2, taken: 2 })], [runner()])).toBe(
      "at most 2 at once",
    );
    expect(shortOf({ ...script, labels: ["gpu"] }, [], [runner()])).toBe("no runner has the label gpu");
    expect(shortOf(script, [], [])).toBe("no runner is online");
    expect(shortOf(script, [], [runner()])).toBe("a free slot");
  });

  it("is the pause before everything else, and its own reason before what is known of the queues", () => {
    const queued = { clause: "x", short: "lock a" };
    expect(queuedForText(pending, true, queued)).toBe("the pipeline is paused");
    expect(queuedForText({ ...pending, reason: "its runner stopped" }, false, queued)).toBe(
      "its runner stopped",
    );
  });

  it("is said of a track that waits for the lock of its child pipeline, and of no other that is not queued", () => {
    const sleeping = { ...pending, state: "sleeping", sleep: "child" } as const;
    expect(queuedForText(sleeping, false, { clause: "x", short: "lock a" })).toBe("lock a");
    expect(queuedForText(sleeping, false, null)).toBeNull();
    expect(queuedForText({ ...pending, state: "running" }, true, null)).toBeNull();
  });

  it("is said of an undo until a runner has it, and an earlier try of the undo is no reason", () => {
    const undo = { ...pending, state: "reverting", reason: "its runner stopped" } as const;
    const queued = { clause: "x", short: "lock a" };
    expect(queuedForText(undo, false, queued)).toBe("lock a");
    expect(queuedForText(undo, false, null)).toBe("a free slot");
    expect(queuedForText(undo, true, queued)).toBe("the pipeline is paused");
    expect(queuedForText({ ...undo, reason: "waits in a ring: x" }, false, queued)).toBe(
      "waits in a ring: x",
    );
    expect(queuedForText({ ...undo, token: {} }, true, null)).toBeNull();
    expect(queuedForText({ ...undo, sleep: "child" }, false, null)).toBeNull();
  });
});
