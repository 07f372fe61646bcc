import { expect, test } from "vitest";
import type { EventView } from "#contract/pipelines/pipelines.ts";
import { instantsOf, NOT_BEGUN, pastRun } from "#engine/past/past-run.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../cancel-pipeline.ts";
import { undoPipeline } from "../undo-pipeline.ts";
import { listEvents, showPipeline } from "./show-pipeline.ts";

const { database, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);
const { queries } = database;

const graph = (name: string) => ({
  name,
  onFailure: "continue",
  vertices: {
    A: { script: "a", revert: "undo a" },
    B: { script: "b", retry: { max: 1 } },
    C: { script: "c" },
    ask: { kind: "approval", prompt: { title: "Go?" } },
  },
  edges: ["A -> B", "B -> C", "A -> ask"],
});

async function eventsOf(id: number): Promise<EventView[]> {
  const events: EventView[] = [];
  for (;;) {
    const last = events.at(-1);
    const page = await listEvents(queries, id, last && { rev: last.rev, n: last.n }, 3);
    events.push(...page);
    if (page.length < 3) return events;
  }
}

/** What is shown now, and what the events say of the last instant. */
async function expectSame(id: number): Promise<readonly EventView[]> {
  const events = await eventsOf(id);
  const { pipeline, tracks } = await showPipeline(queries, id);
  const past = pastRun(events, Number.POSITIVE_INFINITY);
  expect(past.state).toBe(pipeline.state);
  expect(past.finishedAt === null).toBe(pipeline.finishedAt === null);
  for (const { vertex, state, attempt, startedAt, finishedAt } of tracks) {
    const found = past.tracks.get(vertex) ?? NOT_BEGUN;
    const isEnded = found.finishedAt !== null;
    expect([vertex, found.state, found.attempt, isEnded]).toEqual([
      vertex,
      state,
      attempt,
      finishedAt !== null,
    ]);
    if (state === "running") expect([vertex, found.startedAt === null]).toEqual([vertex, startedAt === null]);
  }
  return events;
}

test("at the last event a run is as it is now, while it runs, after a retry, a failure, a cancel and an undo", async () => {
  const { id } = await launch(graph("past"));
  await expectSame(id);
  for (const exit of [0, 1, 1]) {
    const claimed = await runner.claim();
    if (claimed === null) throw new Error("There is nothing to claim.");
    await expectSame(id);
    await runner.settle(claimed, exit);
    await expectSame(id);
  }
  await cancelPipeline(database, { id, kill: true, reason: "enough" }, "ann");
  await expectSame(id);
  await undoPipeline(database, { id, reason: "back" }, "ann");
  await expectSame(id);
  await runner.executeAll();
  const events = await expectSame(id);

  const instants = instantsOf(events);
  const failedAt = instants.find(({ events: some }) => some.some(({ to }) => to === "failed"));
  const then = pastRun(events, failedAt?.rev ?? 0);
  expect([then.state, then.tracks.get("A")?.state, then.tracks.get("B")?.state]).toEqual([
    ...["running", "succeeded", "failed"],
  ]);
});
