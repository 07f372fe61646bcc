import { describe, expect, it } from "vitest";
import { type ClaimingRunner, type NeededSlot, queuedReason, queuePlaceText } from "./queued.ts";

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

describe("why a ready track is not claimed", () => {
  it("is a lock, with who holds it and whose turn it is", () => {
    expect(queuedReason(script, [lock()], [runner()])).toBe(
      "needs the lock db-main, held by deploy #41 / migrate",
    );
    expect(queuedReason(script, [lock({ place: 2, waiting: 3 })], [runner()])).toBe(
      "needs the lock db-main, held by deploy #41 / migrate; it is 2nd of 3 that wait for it",
    );
  });

  it("names nobody of a folder that may not be read, and few of many", () => {
    expect(queuedReason(script, [lock({ holders: [null] })], [runner()])).toBe(
      "needs the lock db-main, held by a pipeline of another folder",
    );
    const holders = [1, 2, 3, 4].map((pipeline) => ({ pipeline, pipelineName: "p", vertex: "v" }));
    expect(queuedReason(script, [lock({ slots: 9, taken: 9, holders })], [runner()])).toBe(
      "needs the lock db-main, held by p #1 / v, p #2 / v, p #3 / v and 6 more",
    );
  });

  it("is short where many are before it, because it would change all the time", () => {
    expect(queuedReason(script, [lock({ place: 21, waiting: 500 })], [runner()])).toBe(
      "needs the lock db-main, as more than 20 tracks before it do",
    );
  });

  it("is a limit of the vertex or of the pipeline, where no lock is in the way", () => {
    const free = lock({ taken: 0, holders: [] });
    expect(queuedReason(script, [free, lock({ name: "vertex:3:copy" })], [runner()])).toBe(
      "at most one track of this vertex runs at once",
    );
    const limit = lock({ name: "pipeline:41", slots: 2, taken: 2 });
    expect(queuedReason(script, [free, limit], [runner()])).toBe(
      "at most 2 tracks of this pipeline run at once",
    );
    expect(queuedReason(script, [limit, lock()], [runner()])).toMatch(/^needs the lock/);
  });

  it("is that no runner is there, that none can run it, or the slots of those that can", () => {
    expect(queuedReason(script, [], [])).toBe("no runner is online");
    const gpu = { ...script, labels: ["gpu"] };
    expect(queuedReason(gpu, [], [runner()])).toBe("it is ready, but no runner has the label gpu");
    expect(queuedReason(script, [], [runner()])).toBe("waits for one of the 4 slots of the runner build-1");
    expect(queuedReason(gpu, [], [runner(), runner({ labels: ["gpu"], slots: 1 })])).toBe(
      "waits for the slot of the runner build-1",
    );
    expect(queuedReason(script, [], [runner(), runner()])).toBe(
      "waits for one of the 8 slots of the 2 runners that can run it",
    );
    expect(queuedReason(script, [], null)).toBeNull();
  });

  it("is no runner for what the service carries out itself", () => {
    expect(queuedReason({ kind: "graph", graph: { name: "g", revision: 1 } }, [], [])).toBeNull();
    expect(queuedReason({ kind: "graph", graph: { name: "g", revision: 1 } }, [lock()], [])).toMatch(
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
