import type {
  NoticeLogEntry,
  NoticeRuleInput,
  NoticeRuleView,
  RecentNotice,
} from "#contract/triggers/notices.ts";
import type { NoticeSettings } from "#engine/notices/notice-rule.ts";
import { noticeText } from "#engine/notices/notice-text.ts";
import { type FolderIds, mayIn } from "#engine/rights/policy.ts";
import { durationText } from "#engine/time/durations.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  lastNotices,
  listNotices,
  type NoticeRow,
  type NoticeTryRow,
  triesOf,
} from "#repos/notices/notice-rows.ts";
import { listNoticeRules, type PlacedRule } from "#repos/notices/notice-rule-rows.ts";
import { recentNotices } from "#repos/notices/notices-of-pipelines.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import type { Actor } from "../rights/actor.ts";
import { ruleAt } from "./save-notice-rule.ts";

const USUAL_PAGE = 50;
const RECENT_MS = 86_400_000;
const MAX_RECENT = 20;

/** The rules of the folders that an actor may read. Addresses are only for those who may change a rule. */
export async function listRuleViews(tx: Queries, { rights }: Actor): Promise<NoticeRuleView[]> {
  const [rules, last] = [await listNoticeRules(tx), await lastNotices(tx)];
  return rules
    .filter(({ path }) => mayIn(rights, "read", path) || mayIn(rights, "design", path))
    .map((placed) => {
      const { rule, graph, isGraphDeleted, path } = placed;
      const newest = last.get(rule.id);
      return {
        name: rule.name,
        graph,
        isGraphDeleted,
        folder: path,
        kind: rule.settings.target.kind,
        rule: mayIn(rights, "design", path) ? inputOf(placed) : null,
        on: [...rule.settings.kinds],
        quiet: rule.settings.quiet,
        isActive: rule.isActive,
        version: rule.changedAt.getTime(),
        changedAt: rule.changedAt,
        changedBy: rule.changedBy,
        last:
          newest === undefined
            ? null
            : { state: newest.state, madeAt: newest.madeAt, isRetried: newest.tries > 1 },
      };
    });
}

/** What rules told of the pipelines of these folders within the last day: once for each pipeline, the newest first. */
export async function listRecentNotices(tx: Queries, folders: FolderIds): Promise<RecentNotice[]> {
  const rows = await recentNotices(tx, folders, { withinMs: RECENT_MS, limit: MAX_RECENT });
  return rows.flatMap(({ facts, ...row }) =>
    row.kind === "test" || row.kind === "summary"
      ? []
      : [{ ...row, kind: row.kind, vertex: facts.vertex, since: new Date(facts.since) }],
  );
}

/** What a rule has sent, or why not: a page, the newest first. */
export async function noticeLogOf(
  tx: Queries,
  {
    name,
    before,
    limit = USUAL_PAGE,
  }: { name: string; before?: number | undefined; limit?: number | undefined },
): Promise<{ readonly entries: readonly NoticeLogEntry[]; readonly next: number | null }> {
  const { rule } = await ruleAt(tx, name);
  const rows = await listNotices(tx, { ruleId: rule.id, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const tries = await triesOf(
    tx,
    page.map(({ id }) => id),
  );
  const now = await databaseNow(tx);
  return {
    entries: page.map((row) => entryOf(row, tries, now)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function entryOf(row: NoticeRow, tries: readonly NoticeTryRow[], now: number): NoticeLogEntry {
  const { id, eventId, facts, pipelineId, state, reason, madeAt, dueAt } = row;
  return {
    ...{ id, eventId, pipelineId, state, reason, madeAt, dueAt },
    title: noticeText(facts, "", now).title,
    tries: tries
      .filter(({ noticeId }) => noticeId === id)
      .map(({ at, isSent, answer }) => ({ at, isSent, answer })),
  };
}

/** A rule as it can be saved again. */
function inputOf({ rule, graph, path }: PlacedRule): NoticeRuleInput {
  const { kinds, waitMs, late, target, quiet, repeatMs } = rule.settings;
  return {
    name: rule.name,
    ...(graph === null ? { folder: path } : { graph }),
    on: [...kinds],
    ...(waitMs > 0 && { wait: durationText(waitMs) }),
    ...(late?.kind === "after" && { late: durationText(late.ms) }),
    ...(late?.kind === "by" && { lateBy: late.time, zone: late.zone }),
    to: targetOf(target),
    ...(quiet !== null && { quiet: { ...quiet, days: [...quiet.days] } }),
    ...(repeatMs > 0 && { repeat: durationText(repeatMs) }),
    active: rule.isActive,
  };
}

function targetOf(target: NoticeSettings["target"]): NoticeRuleInput["to"] {
  if (target.kind === "email") return { kind: "email", to: [...target.to] };
  const { kind, url, urlSecret, secret } = target;
  return {
    kind,
    ...(url !== null && { url }),
    ...(urlSecret !== null && { urlSecret }),
    ...(secret !== null && { secret }),
  };
}
