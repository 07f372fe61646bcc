import { eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { type Launched, trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { endOverduePipelines } from "./end-overdue-pipelines.ts";
import { fireTimers } from "./fire-timers.ts";

const { database, launch } = await startTestSystem();

/** More than one look takes. */
const MANY = 25;

const graph = (name: string, vertices: string, more = "") =>
  `signalbox: 1\nname: ${name}\n${more}vertices:\n${vertices}\n`;

/** Lets the times of all sleeping tracks of a pipeline be over for so many minutes. */
async function letTimePass(id: number, minutes = 1): Promise<void> {
  await database.queries
    .update(track)
    .set({ dueAt: sql`now(3) - interval ${minutes} minute` })
    .where(eq(track.pipelineId, id));
}

test("two waits that are over at the same look: one that the other has ended is left alone", async () => {
  const run = await launch(
    graph(
      "two-waits",
      "  a: { kind: wait, wait: { callback: once }, timeout: 1h }\n  b: { kind: wait, wait: { callback: once }, timeout: 1h }",
    ),
  );
  await letTimePass(run.id);
  await fireTimers(database);
  const { pipeline: ended, tracks } = await run.now();
  expect(ended.state).toBe("failed");
  expect(tracks.map(({ state }) => state)).toEqual(["failed", "skipped"]);
});

/** Launches it and lets its track `a` fail, long before the time of the pipeline is over. */
async function launchAndFail(name: string): Promise<Launched> {
  const run = await launch(
    graph(
      name,
      `  a: { kind: wait, wait: { callback: once }, timeout: 1h }\n  b: { kind: wait, wait: { callback: once } }`,
      "timeout: 2h\nedges: [a -> b]\n",
    ),
  );
  await letTimePass(run.id);
  await fireTimers(database);
  expect((await run.now()).pipeline.state).toBe("failed");
  return run;
}

test.for<[string, (id: number) => Promise<void>]>([
  ["retries", (id) => retryTrack(database, { id, vertex: "a", reason: "again" }, "ann")],
  ["reruns", (id) => retryTrack(database, { id, vertex: "a", downstream: true, reason: "again" }, "ann")],
  ["sets aside", (id) => forceTrack(database, { id, vertex: "a", to: "succeeded", reason: "done" }, "ann")],
  ["rolls back", (id) => undoPipeline(database, { id, from: "a", reason: "again" }, "ann")],
])(
  "a pipeline that failed in time has its whole timeout again where a person %s a track later",
  async ([what, act]) => {
    const run = await launchAndFail(what.replace(" ", "-"));
    await letPipelineTimePass(run.id, 600);
    await act(run.id);
    await endOverduePipelines(database);
    expect((await run.now()).pipeline).toMatchObject({ state: "running", reason: null });
    await letPipelineTimePass(run.id, 1);
    await endOverduePipelines(database);
    expect((await run.now()).pipeline).toMatchObject({ state: "failed", reason: "timeout after 2h" });
  },
);

test("a pipeline whose timers cannot fire keeps no other one from its own", async () => {
  const waits = graph("waits", "  a: { kind: wait, wait: { for: 1h } }");
  const broken = [];
  for (let count = 0; count < MANY; count += 1) {
    const { id } = await launch(waits);
    await letTimePass(id, 10);
    broken.push(id);
  }
  const run = await launch(waits);
  await letTimePass(run.id);
  await setParams(broken, "{");
  await expect(fireTimers(database)).rejects.toThrow();
  expect(trackIn(await run.now(), "a").state).toBe("succeeded");
  await setParams(broken, "{}");
});

test("a pipeline whose timeout cannot be handled keeps no other one from its own", async () => {
  const long = graph("long", "  a: { kind: wait, wait: { for: 1h } }", "timeout: 1h\n");
  const broken = [];
  for (let count = 0; count < MANY; count += 1) broken.push((await launch(long)).id);
  const run = await launch(long);
  for (const id of [...broken, run.id]) await letPipelineTimePass(id, id === run.id ? 1 : 10);
  await setParams(broken, "{");
  await expect(endOverduePipelines(database)).rejects.toThrow();
  expect((await run.now()).pipeline.state).toBe("failed");
  await setParams(broken, "{}");
});

/** Lets the time of a pipeline be over for so many minutes. */
async function letPipelineTimePass(id: number, minutes: number): Promise<void> {
  await database.queries
    .update(pipeline)
    .set({ dueAt: sql`now(3) - interval ${minutes} minute` })
    .where(eq(pipeline.id, id));
}

/** Writes the text of the params. One that is no JSON makes a pipeline that nothing can change. */
async function setParams(ids: readonly number[], text: string): Promise<void> {
  await database.queries
    .update(pipeline)
    .set({ params: sql`${text}` })
    .where(inArray(pipeline.id, [...ids]));
}
