import { expect, test } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { acknowledgePipeline } from "./acknowledge-pipeline.ts";
import { listPipelineSummaries } from "./read/list-pipelines.ts";
import { listEvents } from "./read/show-pipeline.ts";
import { showSummary } from "./read/show-summary.ts";

const { database, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);

async function failNext() {
  const claimed = await runner.claim();
  if (claimed === null) throw new Error("There is nothing to claim.");
  await runner.settle(claimed, 1);
}

const openFailures = async () =>
  (await listPipelineSummaries(database.queries, { only: "open-failure", limit: 10 })).pipelines.map(
    ({ id }) => id,
  );

test("a failure is open until it is acknowledged or runs again, and open again once it fails again", async () => {
  const { id } = await launch({ name: "fails", vertices: { A: { script: "exit 1" } } });
  const acknowledge = (reason?: string) => acknowledgePipeline(database, { id, reason }, "ann");
  await expect(acknowledge()).rejects.toThrow(/is running: there is no failure/);
  await failNext();
  expect(await openFailures()).toEqual([id]);
  expect(await showSummary(database.queries, id)).toMatchObject({ needsHuman: true, acknowledgedBy: null });

  await acknowledge("known since Monday");
  await acknowledge();
  expect(await openFailures()).toEqual([]);
  expect(await showSummary(database.queries, id)).toMatchObject({
    ...{ state: "failed", needsHuman: false, acknowledgedBy: "ann", remarks: "acknowledged by ann" },
  });
  const events = await listEvents(database.queries, id, undefined, 100);
  expect(events.filter(({ to }) => to === "acknowledged")).toMatchObject([
    { from: "failed", reason: "known since Monday", actor: "ann" },
  ]);

  const seen = await showSummary(database.queries, id);
  await retryTrack(
    database,
    { id, vertex: "A", reason: "again", onlyFailed: false, downstream: false },
    "ann",
  );
  expect((await showSummary(database.queries, id)).acknowledgedBy).toBeNull();
  await failNext();
  await expect(
    acknowledgePipeline(database, { id, failedAt: seen.finishedAt?.getTime() }, "ann"),
  ).rejects.toMatchObject({
    refusal: {
      code: "conflict",
      text: `Pipeline ${id} ran again and failed anew: you looked at an earlier failure.`,
    },
  });
  expect(await openFailures()).toEqual([id]);
  const again = await showSummary(database.queries, id);
  await acknowledgePipeline(database, { id, failedAt: again.finishedAt?.getTime() }, "ann");
  expect(await openFailures()).toEqual([]);
});
