import { expect, test } from "vitest";
import { everyAttempt } from "#testing/every-attempt.ts";
import { trackIn } from "#testing/launched.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { endOverduePipelines } from "../background/end-overdue-pipelines.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { loseIn } from "./lose-track.ts";

const { database, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);
const WHY = "lost: runner r1 is gone";

/** A pipeline whose only script was begun, and whose runner is gone. */
async function lostIn(name: string, more = "") {
  const run = await launch(
    `signalbox: 1\nname: ${name}\ntimeout: 1h\nvertices: { v: { script: x${more} } }\n`,
  );
  const claimed = await runner.claim();
  if (claimed === null) throw new Error("It was not claimed.");
  await changePipeline(database, run.id, "sweep", async (session) => {
    await session.load("all");
    await loseIn(session, 0, WHY, "sweep");
  });
  return { run, claimed };
}

const attemptOf = async (id: number) => (await everyAttempt(database.queries, id, "v"))[0];

test("the attempt of a lost track is open as long as its late result counts", async () => {
  const { run } = await lostIn("open");
  expect(await attemptOf(run.id)).toMatchObject({ state: "lost", reason: WHY, finishedAt: null });
});

test("a cancel ends the attempt of a lost track as it ends the track: row, track and events say the same, and a late result is refused", async () => {
  const { run, claimed } = await lostIn("cancelled");
  const lostAt = trackIn(await run.now(), "v").finishedAt;
  await cancelPipeline(database, { id: run.id, kill: false }, "ann");
  const reason = `cancelled by ann; ${WHY}`;
  const track = trackIn(await run.now(), "v");
  expect(track).toMatchObject({ state: "cancelled", reason });
  expect(lostAt).not.toBeNull();
  expect(track.finishedAt).toEqual(lostAt);
  expect(await attemptOf(run.id)).toMatchObject({ state: "cancelled", reason, finishedAt: expect.any(Date) });
  await runner.settle(claimed, 0);
  const events = await listEvents(database.queries, run.id, undefined, 100);
  expect(events.at(-1)?.reason).toContain("late result refused");
  expect(await attemptOf(run.id)).toMatchObject({ state: "cancelled", reason });
});

test("the end of a pipeline's time ends the attempt of a lost track as failed", async () => {
  const { run } = await lostIn("overdue");
  await database.pool.query("update pipeline set due_at = now(3) where id = ?", [run.id]);
  await endOverduePipelines(database);
  const reason = `timeout after 1h; ${WHY}`;
  expect(trackIn(await run.now(), "v")).toMatchObject({ state: "failed", reason });
  expect(await attemptOf(run.id)).toMatchObject({ state: "failed", reason, finishedAt: expect.any(Date) });
});

test("where a rule decides about a lost track its attempt stays lost, and is over", async () => {
  const { run } = await lostIn("retried", ", onLost: retry");
  expect(trackIn(await run.now(), "v")).toMatchObject({ state: "pending" });
  expect(await attemptOf(run.id)).toMatchObject({ state: "lost", finishedAt: expect.any(Date) });
});
