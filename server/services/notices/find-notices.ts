import type { NoticeKind } from "#engine/notices/notice-rule.ts";
import type { SignalledState } from "#engine/notices/notice-state.ts";
import { type NoticeFacts, oneLine } from "#engine/notices/notice-text.ts";
import { lateBefore, quietUntil } from "#engine/notices/notice-times.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import { withoutTerminalCodes } from "#engine/text/terminal-codes.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { insertNotice, recentNotice } from "#repos/notices/notice-rows.ts";
import { activeNoticeRules, lockNoticeRules, type PlacedRule } from "#repos/notices/notice-rule-rows.ts";
import { lockNoticeSignals, removeNoticeSignals } from "#repos/notices/notice-signal-rows.ts";
import {
  type FailedTrack,
  failedAfterUndo,
  failedUndoOf,
  failureOf,
  followsFailure,
  undoEndedAt,
} from "#repos/notices/noticed-ends.ts";
import {
  latePipelines,
  lostTracks,
  type NoticedPipeline,
  noticedPipelines,
  waitingPrompts,
} from "#repos/notices/noticed-pipelines.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { orProblem } from "../stored-logs/log-file-problem.ts";
import { lastOfStoredLog } from "../stored-logs/read-stored-log.ts";

const AT_ONCE = 50;
/** Of a log, so much of its end is read. */
const LAST_CHUNKS = 2;
const LAST_BYTES = 1_000;

/** Something that a rule tells of. */
type Found = {
  readonly kind: NoticeKind;
  readonly occurrence: number;
  readonly pipeline: NoticedPipeline;
  readonly since: Date;
  readonly vertex: string | null;
  readonly reason: string | null;
  readonly lastLine: string | null;
};

/** Writes the notices of pipelines that ended, so many at most. Gives whether there may be more. */
export async function findEnded(database: Database, atOnce = AT_ONCE): Promise<boolean> {
  return transact(database, async (tx) => {
    const signals = await lockNoticeSignals(tx, atOnce);
    if (signals.length === 0) return false;
    const rules = await activeNoticeRules(tx);
    await lockRepeating(tx, rules);
    const now = await databaseNow(tx);
    const pipelines = await noticedPipelines(
      tx,
      signals.map(({ pipelineId }) => pipelineId),
    );
    for (const { pipelineId, rev, state, at } of signals) {
      const pipeline = pipelines.get(pipelineId);
      if (pipeline === undefined) continue;
      const concerned = rules.filter((placed) => isAbout(placed, pipeline) && placed.rule.since <= at);
      if (concerned.length === 0) continue;
      const kinds = await kindsOf(tx, pipeline, rev, state);
      const more = kinds.includes("recovered")
        ? { ...NO_FAILURE, reason: pipeline.reason }
        : await failureFacts(tx, pipeline, rev, state);
      for (const kind of kinds) {
        const found = { kind, occurrence: rev, pipeline, since: at, ...more };
        for (const placed of concerned) await tell(tx, placed, found, now);
      }
    }
    await removeNoticeSignals(
      tx,
      signals.map(({ id }) => id),
    );
    return signals.length === atOnce;
  });
}

const NO_FAILURE = { vertex: null, reason: null, lastLine: null };

/** What failed, why, and the last line that it printed. After an undo it is about what failed in the undo or since. */
async function failureFacts(
  tx: Queries,
  { id, reason }: NoticedPipeline,
  rev: number,
  state: SignalledState,
): Promise<Pick<Found, "vertex" | "reason" | "lastLine">> {
  const undoneAt = state === "failed" ? await undoEndedAt(tx, id, rev) : null;
  const undo = undoneAt === null ? null : await failedUndoOf(tx, id);
  const later = undoneAt === null || undo !== null ? null : await failedAfterUndo(tx, id, undoneAt);
  const failure = undo ?? later ?? (await failureOf(tx, id));
  if (failure === null) return { ...NO_FAILURE, reason };
  const isInLog = failure.state === "failed" || failure.state === "revert_failed";
  return {
    vertex: failure.vertex,
    reason: undoneAt !== null && later === null ? reason : (failure.reason ?? reason),
    // What ran a child pipeline or items has no log: it has the last line of what failed there.
    lastLine: (isInLog ? lastLineOf(await logEndOf(tx, failure)) : null) ?? failure.lastLine,
  };
}

/** The end of the log of a track as it is stored: masked. */
async function logEndOf(tx: Queries, failed: FailedTrack): Promise<string> {
  const read = await orProblem(lastOfStoredLog(tx, failed, LAST_CHUNKS, LAST_BYTES));
  return "ok" in read ? Buffer.concat(read.ok.map(({ bytes }) => bytes)).toString("utf8") : read.problem;
}

/** Writes the notices of questions that wait, of tracks that are lost, and of pipelines that are late. */
export async function findOverdue(database: Database): Promise<void> {
  const { queries } = database;
  for (const placed of await activeNoticeRules(queries)) {
    const { kinds, late } = placed.rule.settings;
    const now = await databaseNow(queries);
    if (kinds.includes("waiting"))
      for (const { promptId, vertex, openedAt, pipeline } of await waitingPrompts(queries, placed, AT_ONCE)) {
        const found = { kind: "waiting", occurrence: promptId, pipeline, since: openedAt, vertex } as const;
        await tellAlone(database, placed, { ...found, reason: null, lastLine: null }, now);
      }
    if (kinds.includes("lost"))
      for (const { lostAt: since, ...lost } of await lostTracks(queries, placed, AT_ONCE))
        await tellAlone(database, placed, { kind: "lost", since, ...lost, lastLine: null }, now);
    if (kinds.includes("late") && late !== null)
      for (const pipeline of await latePipelines(queries, placed, lateBefore(late, now), AT_ONCE)) {
        const found = { kind: "late", occurrence: 0, pipeline, since: pipeline.launchedAt } as const;
        const more = { vertex: null, reason: null, lastLine: null };
        await tellAlone(database, placed, { ...found, ...more }, now);
      }
  }
}

async function kindsOf(
  tx: Queries,
  pipeline: NoticedPipeline,
  rev: number,
  state: SignalledState,
): Promise<NoticeKind[]> {
  if (state === "failed") return ["failed"];
  const kinds: NoticeKind[] = pipeline.handledFailures > 0 ? ["failure-handled"] : [];
  return (await followsFailure(tx, pipeline, rev)) ? [...kinds, "recovered"] : kinds;
}

function isAbout({ rule, path }: PlacedRule, { graphId, path: folder }: NoticedPipeline): boolean {
  return rule.graphId === null ? isWithin(folder, path) : rule.graphId === graphId;
}

async function tellAlone(database: Database, placed: PlacedRule, found: Found, now: number): Promise<void> {
  await transact(database, async (tx) => {
    await lockRepeating(tx, [placed]);
    await tell(tx, placed, found, now);
  });
}

/** Two transactions would both see that nothing was told of lately. All are locked at once, in one order. */
async function lockRepeating(tx: Queries, rules: readonly PlacedRule[]): Promise<void> {
  const repeating = rules.filter(({ rule }) => rule.settings.repeatMs > 0);
  await lockNoticeRules(
    tx,
    repeating.map(({ rule }) => rule.id),
  );
}

/** Writes the notice of one rule: to be sent, held back, or left out with the reason. */
async function tell(tx: Queries, { rule }: PlacedRule, found: Found, now: number): Promise<void> {
  const { kind, occurrence, pipeline } = found;
  const { kinds, quiet, repeatMs } = rule.settings;
  if (!kinds.includes(kind)) return;
  const { id: pipelineId, graphId } = pipeline;
  const row = { ruleId: rule.id, kind, pipelineId, graphId, occurrence, facts: factsOf(rule.name, found) };
  const before =
    repeatMs === 0 ? null : await recentNotice(tx, { ruleId: rule.id, kind, graphId, ms: repeatMs });
  const until = quiet === null ? null : quietUntil(quiet, now);
  if (before !== null) {
    const reason = `Notice ${before} told of the same kind and graph shortly before.`;
    await insertNotice(tx, { ...row, state: "dropped", reason });
  } else if (until !== null && quiet?.afterwards === "drop")
    await insertNotice(tx, { ...row, state: "dropped", reason: "It was quiet hours." });
  else if (until !== null) await insertNotice(tx, { ...row, state: "held", dueAt: new Date(until) });
  else await insertNotice(tx, { ...row, state: "waiting", dueAt: new Date(now) });
}

function factsOf(rule: string, { kind, pipeline, since, vertex, reason, lastLine }: Found): NoticeFacts {
  return {
    kind,
    rule,
    graph: pipeline.graph,
    folder: pipeline.path,
    pipeline: pipeline.id,
    pipelineName: pipeline.name,
    launchedBy: pipeline.launchedBy,
    labels: pipeline.labels ?? {},
    since: since.toISOString(),
    vertex,
    reason: reason === null ? null : oneLine(reason),
    lastLine,
  };
}

/** The last line of a log that has something in it, without colours; null where there is none. */
function lastLineOf(log: string): string | null {
  const line = withoutTerminalCodes(log)
    .split(/[\r\n]+/)
    .findLast((each) => each.trim() !== "");
  return line === undefined ? null : oneLine(line);
}
