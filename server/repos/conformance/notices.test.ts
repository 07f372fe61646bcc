import { expect, test } from "vitest";
import { notice } from "#drizzle/schema/triggers/notice.ts";
import type { NoticeKind, NoticeSettings } from "#engine/notices/notice-rule.ts";
import type { NoticeFacts } from "#engine/notices/notice-text.ts";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import { isNeededNotice, lossOf } from "../notices/needed-notices.ts";
import {
  claimNotices,
  dropNotices,
  insertNotice,
  lastNotices,
  listNotices,
  lockHeldNotices,
  recentNotice,
  releaseNotices,
  removeOldNotices,
  renewClaim,
  requeueNotice,
  rulesWithDueNotices,
  settleNotice,
  triesOf,
} from "../notices/notice-rows.ts";
import {
  activeNoticeRules,
  findNoticeRule,
  insertNoticeRule,
  listNoticeRules,
  lockNoticeRule,
  lockNoticeRules,
  noticeRulesById,
  removeNoticeRule,
  updateNoticeRule,
} from "../notices/notice-rule-rows.ts";
import { lockNoticeSignals, noticeSignalWrite, removeNoticeSignals } from "../notices/notice-signal-rows.ts";
import {
  failedAfterUndo,
  failedUndoOf,
  failureOf,
  followsFailure,
  undoEndedAt,
} from "../notices/noticed-ends.ts";
import { latePipelines, lostTracks, noticedPipelines, waitingPrompts } from "../notices/noticed-pipelines.ts";
import { recentNotices } from "../notices/notices-of-pipelines.ts";
import { historyAfter } from "../retention/history-rows.ts";
import { folderOfNoticeRule } from "../rights/subject-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, onEachServer } from "./servers-for-test.ts";

const DAY_MS = 86_400_000;
const SETTINGS: NoticeSettings = {
  kinds: ["failed", "waiting", "late"],
  waitMs: 0,
  late: { kind: "after", ms: 1 },
  target: { kind: "email", to: ["ops@example.com"] },
  quiet: null,
  repeatMs: 0,
};
const FACTS: NoticeFacts = {
  ...{ kind: "failed", rule: "r", graph: "g", folder: "", pipeline: 1, pipelineName: HARD_TEXT },
  ...{
    launchedBy: "ann",
    since: "2026-01-01T00:00:00.000Z",
    vertex: null,
    reason: HARD_TEXT,
    lastLine: null,
  },
};

onEachServer((database) => {
  test("a signal is written only where a rule is active, and is taken by one transaction", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const signal = () =>
      transact(database(), (tx) => writeTogether(tx, [noticeSignalWrite(pipelineId, 3, "failed")]));
    await signal();
    expect(await transact(database(), (tx) => lockNoticeSignals(tx, 9))).toEqual([]);
    const rule = { name: "r", graphId: null, folderId: 1, settings: SETTINGS, changedBy: HARD_TEXT };
    await insertNoticeRule(queries, { ...rule, isActive: false });
    await expect(insertNoticeRule(queries, { ...rule, isActive: true })).rejects.toSatisfy(isDuplicateKey);
    await updateNoticeRule(queries, { ...rule, isActive: true });
    await signal();
    await transact(database(), async (tx) => {
      const signals = await lockNoticeSignals(tx, 9);
      expect(signals).toMatchObject([{ pipelineId, rev: 3, state: "failed" }]);
      expect(await transact(database(), (other) => lockNoticeSignals(other, 9))).toEqual([]);
      await removeNoticeSignals(
        tx,
        signals.map(({ id }) => id),
      );
    });
    expect(await folderOfNoticeRule(queries, "r")).toBe("");
    expect(await folderOfNoticeRule(queries, "nothing")).toBeNull();
    expect(await listNoticeRules(queries)).toEqual(await activeNoticeRules(queries));
  });

  test("one occurrence has one notice of a rule; it is claimed once, tried, held back and summarised", async () => {
    const { queries } = database();
    const placed = await findNoticeRule(queries, "r");
    if (placed === null) throw new Error("there is no rule");
    const ruleId = placed.rule.id;
    expect(await noticeRulesById(queries, [ruleId])).toEqual([placed]);
    const pipelineId = await makePipeline(database());
    const graphId = (await noticedPipelines(queries, [pipelineId])).get(pipelineId)?.graphId ?? 0;
    const row = { ruleId, kind: "failed", pipelineId, graphId, occurrence: 3, facts: FACTS } as const;
    const past = new Date(Date.now() - 86_400_000);
    await insertNotice(queries, { ...row, state: "waiting", dueAt: past });
    await insertNotice(queries, { ...row, state: "waiting", dueAt: past });
    await insertNotice(queries, { ...row, occurrence: 4, state: "held", dueAt: past });
    expect(await rulesWithDueNotices(queries, 9)).toEqual([ruleId]);
    expect(await transact(database(), (tx) => claimNotices(tx, [ruleId + 1], 9, 60_000))).toEqual([]);
    const claimed = await transact(database(), (tx) => claimNotices(tx, [ruleId], 9, 60_000));
    expect(claimed).toMatchObject([{ tries: 1, facts: FACTS }]);
    expect(await transact(database(), (tx) => claimNotices(tx, [ruleId], 9, 60_000))).toEqual([]);
    const id = claimed[0]?.id ?? 0;
    expect(await renewClaim(queries, { id, tries: 1 }, 90_000)).toBe(true);
    expect(await renewClaim(queries, { id, tries: 2 }, 90_000)).toBe(false);
    await settleNotice(queries, id, { isSent: false, answer: HARD_TEXT, retryMs: 60_000 });
    await settleNotice(queries, id, { isSent: true, answer: "status 200", retryMs: null });
    expect(await renewClaim(queries, { id, tries: 1 }, 90_000)).toBe(false);
    expect(await triesOf(queries, [id])).toMatchObject([{ answer: HARD_TEXT }, { isSent: true }]);
    const held = await transact(database(), (tx) => lockHeldNotices(tx, 9));
    expect(held).toMatchObject([{ occurrence: 4 }]);
    await releaseNotices(
      queries,
      held.map((each) => each.id),
      "summarised",
    );
    const [recent] = await recentNotices(queries, "all", { withinMs: 60_000, limit: 9 });
    expect(recent).toMatchObject({ kind: "failed", pipelineId, facts: FACTS });
    expect(await recentNotices(queries, [], { withinMs: 60_000, limit: 9 })).toEqual([]);
    const listed = await listNotices(queries, { ruleId, limit: 9 });
    expect(listed.map(({ state }) => state)).toEqual(["summarised", "sent"]);
    expect((await lastNotices(queries)).get(ruleId)?.state).toBe("summarised");
    expect(await recentNotice(queries, { ruleId, kind: "failed", graphId, ms: 3_600_000 })).toBe(
      listed[0]?.id,
    );
    expect(await failureOf(queries, pipelineId)).toBeNull();
    expect(await failedUndoOf(queries, pipelineId)).toBeNull();
    expect(await failedAfterUndo(queries, pipelineId, 1)).toBeNull();
    expect(await undoEndedAt(queries, pipelineId, 1)).toBeNull();
    expect(await followsFailure(queries, { id: pipelineId, graphId }, 1)).toBe(false);
    expect(await waitingPrompts(queries, placed, 9)).toEqual([]);
    expect(await lostTracks(queries, placed, 9)).toEqual([]);
    const later = Date.now() + 86_400_000;
    expect((await latePipelines(queries, placed, later, 9)).map((each) => each.id)).toContain(pipelineId);
    expect(await transact(database(), (tx) => requeueNotice(tx, ruleId, id))).toBe("done");
    await transact(database(), (tx) => claimNotices(tx, [ruleId], 9, 60_000));
    // Claimed, and no try of it is written down yet.
    await queries.execute("DELETE FROM notice_try");
    expect(await transact(database(), (tx) => requeueNotice(tx, ruleId, id))).toBe("busy");
    expect(await transact(database(), (tx) => requeueNotice(tx, ruleId + 1, id))).toBe("unknown");
    // Its process died. The next try says so, and once that has an end the notice can be sent again.
    await queries.execute("UPDATE notice SET due_at = now(3) WHERE state = 'waiting'");
    expect(await transact(database(), (tx) => claimNotices(tx, [ruleId], 9, 60_000))).toHaveLength(1);
    expect(await transact(database(), (tx) => requeueNotice(tx, ruleId, id))).toBe("busy");
    await settleNotice(queries, id, { isSent: false, answer: "status 500", retryMs: 60_000 });
    expect((await triesOf(queries, [id])).map(({ answer }) => answer)).toEqual([
      ...Array(2).fill(
        "It is not known whether it arrived: the process that sent it ended, or took too long.",
      ),
      "status 500",
    ]);
    expect(await transact(database(), (tx) => requeueNotice(tx, ruleId, id))).toBe("done");
    await queries.execute("UPDATE notice SET made_at = made_at - interval 31 day");
    expect(await removeOldNotices(queries, 30 * 86_400_000, 9)).toBe(1);
    expect((await listNotices(queries, { ruleId, limit: 9 })).map(({ state }) => state)).toEqual(["waiting"]);
    await settleNotice(queries, id, { isSent: false, answer: "1 of 2", retryMs: 0, leftTo: [HARD_TEXT] });
    const [again] = await transact(database(), (tx) => claimNotices(tx, [ruleId], 9, 60_000));
    expect(again?.leftTo).toEqual([HARD_TEXT]);
    await dropNotices(queries, ruleId, HARD_TEXT);
    expect(await listNotices(queries, { ruleId, limit: 9 })).toMatchObject([
      { state: "dropped", reason: HARD_TEXT, dueAt: null },
    ]);
    await transact(database(), (tx) => lockNoticeRule(tx, "r"));
    await transact(database(), (tx) => lockNoticeRules(tx, [ruleId]));
    await removeNoticeRule(queries, ruleId);
    expect(await listNotices(queries, { ruleId, limit: 9 })).toEqual([]);
  });

  test("a notice of what lasts, and one within the `repeat` of its rule, is needed, however old it is", async () => {
    const { queries } = database();
    const settings = { ...SETTINGS, repeatMs: 10 * DAY_MS };
    const rule = { name: "lasting", graphId: null, folderId: 1, settings, changedBy: "ann", isActive: true };
    await insertNoticeRule(queries, rule);
    const ruleId = (await findNoticeRule(queries, "lasting"))?.rule.id ?? 0;
    const pipelineId = await makePipeline(database());
    const graphId = (await noticedPipelines(queries, [pipelineId])).get(pipelineId)?.graphId ?? 0;
    const row = { ruleId, pipelineId, graphId, facts: FACTS, state: "sent" } as const;
    const aged = async (days: number, kind: NoticeKind, occurrence: number) => {
      await insertNotice(queries, { ...row, kind, occurrence });
      await queries.execute(
        `UPDATE notice SET made_at = now(3) - interval ${days} day WHERE kind = '${kind}' AND occurrence = ${occurrence}`,
      );
    };
    await aged(40, "late", 0);
    await aged(40, "waiting", 1);
    const [loss] = await queries
      .select({ of: lossOf(1, 1) })
      .from(notice)
      .limit(1);
    await aged(40, "lost", loss?.of ?? 0);
    await aged(5, "failed", 3);
    await aged(20, "failed", 4);
    const kept = async () =>
      (await historyAfter(queries, "notices", { ownerId: ruleId, after: 0, limit: 9 })).map(
        (each) => each.isNeeded,
      );
    expect(await kept()).toEqual([true, false, false, true, false]);
    const needed = queries.select({ kind: notice.kind }).from(notice).where(isNeededNotice());
    expect((await needed).map(({ kind }) => kind).sort()).toEqual(["failed", "late"]);
    expect(await removeOldNotices(queries, DAY_MS, 9)).toBe(3);
    expect(await kept()).toEqual([true, true]);
    await queries.execute(
      `UPDATE pipeline SET state = 'cancelled', finished_at = now(3), open_tracks = 0 WHERE id = ${pipelineId}`,
    );
    expect(await kept()).toEqual([false, true]);
    await removeNoticeRule(queries, ruleId);
  });
});
