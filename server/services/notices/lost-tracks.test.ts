import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { notice } from "#drizzle/schema/triggers/notice.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { sweepRunners } from "../background/sweep-runners.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { findOverdue } from "./find-notices.ts";
import { saveNoticeRule } from "./save-notice-rule.ts";

const { database, launch, seal } = await startTestSystem();

/** What is told of since the last look. */
async function told(): Promise<unknown[]> {
  await findOverdue(database);
  const rows = await database.queries
    .select({ facts: notice.facts, madeAt: notice.madeAt })
    .from(notice)
    .orderBy(notice.id);
  return rows.map(({ facts: { kind, vertex, reason, pipeline } }) => [kind, pipeline, vertex, reason]);
}

/** As after the death of the machine of a runner. */
async function lose(name: string): Promise<void> {
  await database.pool.query("UPDATE runner SET lease_until = now(3) - INTERVAL 1 SECOND WHERE name = ?", [
    name,
  ]);
  const times = { leaseMs: 1_000, tickMs: 60_000 };
  expect(await sweepRunners(database, "here:1", times, { graceUntil: 0 }, 10_000)).toEqual([name]);
}

test("a track whose runner is gone is told of once for each attempt, where a person has to decide", async () => {
  const file = {
    name: "lossy",
    vertices: { A: { script: "a" }, B: { script: "b" }, again: { script: "c", onLost: "retry" } },
  };
  await seal(file);
  const to = { kind: "webhook", url: "https://hooks.example.com/lost" };
  const rule = saveNoticeRuleInput.parse({ name: "lost", folder: "", on: ["lost"], to });
  const outlets = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };
  await saveNoticeRule(database, rule as NoticeRuleInput, COMMAND_LINE, outlets);
  const { id } = await launch(file);
  const first = await StandInRunner.register(database, "first");
  const claimed = [await first.claim(), await first.claim(), await first.claim()];
  expect(claimed.map((each) => each?.vertex).sort()).toEqual(["A", "B", "again"]);
  expect(await told()).toEqual([]);
  await lose("first");
  const losses = [
    ["lost", id, "A", expect.stringContaining("first")],
    ["lost", id, "B", expect.stringContaining("first")],
  ];
  expect(await told()).toEqual(losses);
  expect(await told(), "the second look").toEqual(losses);
  // The result of A comes late, and counts; a person retries B.
  const lateResult = claimed.find((each) => each?.vertex === "A");
  if (lateResult == null) throw new Error("A was not claimed.");
  await first.settle(lateResult, 0);
  await retryTrack(database, { id, vertex: "B", reason: "once more" }, "ann");
  const second = await StandInRunner.register(database, "second");
  const others = [await second.claim(), await second.claim()];
  expect(others.map((each) => each?.vertex).sort()).toEqual(["B", "again"]);
  await lose("second");
  expect(await told(), "the second attempt of B").toEqual([
    ...losses,
    ["lost", id, "B", expect.stringContaining("second")],
  ]);
});
