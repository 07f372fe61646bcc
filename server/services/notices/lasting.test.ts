import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { notice } from "#drizzle/schema/triggers/notice.ts";
import { removeOldNotices } from "#repos/notices/notice-rows.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { sweepRunners } from "../background/sweep-runners.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { removeHistory } from "../retention/remove-history.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { findEnded, findOverdue } from "./find-notices.ts";
import { saveNoticeRule } from "./save-notice-rule.ts";

const DAY_MS = 86_400_000;
const { database, launch, seal } = await startTestSystem();

const save = (rule: object) =>
  saveNoticeRule(
    database,
    saveNoticeRuleInput.parse({
      ...{ folder: "", to: { kind: "webhook", url: "https://hooks.example.com/x" } },
      ...rule,
    }) as NoticeRuleInput,
    COMMAND_LINE,
    { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" },
  );

/** All notices that there are after a look. */
async function told() {
  while (await findEnded(database));
  await findOverdue(database);
  return database.queries
    .select({ id: notice.id, kind: notice.kind, pipelineId: notice.pipelineId, state: notice.state })
    .from(notice)
    .orderBy(notice.id);
}

/** As so many days later, with the shortest retention: what is not sent yet was sent. */
async function daysLater(days: number): Promise<void> {
  await database.pool.query(
    "UPDATE notice SET state = if(state = 'waiting', 'sent', state), made_at = made_at - INTERVAL ? DAY",
    [days],
  );
  await removeHistory(database, "folders", { days: 1, now: Date.now() }, () => false);
  await removeOldNotices(database.queries, 30 * DAY_MS, 500);
}

const ASKS = { name: "asks", vertices: { A: { kind: "approval", prompt: { title: "Go?" } } } };
const WORKS = { name: "works", vertices: { B: { script: "b" } } };

test("what lasts is told of once, however short notices are kept, and its notices go when it is over", async () => {
  await seal(ASKS);
  await seal(WORKS);
  const { id: works } = await launch(WORKS);
  const { id: asks } = await launch(ASKS);
  const runner = await StandInRunner.register(database, "first");
  expect((await runner.claim())?.vertex).toBe("B");
  await database.pool.query("UPDATE runner SET lease_until = now(3) - INTERVAL 1 SECOND");
  const times = { leaseMs: 1_000, tickMs: 60_000 };
  await sweepRunners(database, "here:1", times, { graceUntil: 0 }, 10_000);
  await save({ name: "lasts", on: ["waiting", "late", "lost"], late: "1ms" });
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  const quiet = { from: at(-120), to: at(120), zone: "UTC", afterwards: "drop" };
  await save({ name: "quiet", on: ["waiting"], quiet });
  await database.pool.query("UPDATE notice_rule SET since = since - INTERVAL 1 DAY");
  const first = await told();
  expect(first.map(({ kind, pipelineId, state }) => `${kind} ${pipelineId} ${state}`).sort()).toEqual([
    `late ${works} waiting`,
    `late ${asks} waiting`,
    `lost ${works} waiting`,
    `waiting ${asks} dropped`,
    `waiting ${asks} waiting`,
  ]);
  // The newest notice of a rule is kept in any case: that is one of this pipeline.
  const { id: newest } = await launch(ASKS);
  await told();
  const ids = async () =>
    (await told()).filter(({ pipelineId }) => pipelineId !== newest).map(({ id }) => id);
  for (const days of [2, 40]) {
    await daysLater(days);
    expect(await ids()).toEqual(first.map(({ id }) => id));
  }
  await cancelPipeline(database, { id: asks, kill: true }, "ann");
  await forceTrack(database, { id: works, vertex: "B", to: "skipped", reason: "not needed" }, "ann");
  await daysLater(1);
  expect(await ids()).toEqual([]);
  expect((await told()).map(({ pipelineId }) => pipelineId)).toContain(newest);
  await cancelPipeline(database, { id: newest, kill: true }, "ann");
});

test("within `repeat` a second notice is left out, however short notices are kept", async () => {
  const fails = (name: string) => ({ name, vertices: { A: { script: "exit 1" } } });
  await seal(fails("one"));
  await seal(fails("two"));
  await save({ name: "seldom", on: ["failed"], repeat: "60d" });
  const runner = await StandInRunner.register(database, "second");
  /** What becomes of the notice of a failure. */
  const failOne = async (name: string) => {
    await launch(fails(name));
    const claimed = await runner.claim();
    if (claimed === null) throw new Error("Nothing was claimed.");
    await runner.settle(claimed, 1);
    return (await told()).filter(({ kind }) => kind === "failed").at(-1)?.state;
  };
  expect(await failOne("one")).toBe("waiting");
  // Newer, and of another graph.
  expect(await failOne("two")).toBe("waiting");
  await daysLater(40);
  expect(await failOne("one")).toBe("dropped");
  await daysLater(30);
  expect(await failOne("one")).toBe("waiting");
});
