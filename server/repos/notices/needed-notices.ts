import { type SQL, sql } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { notice, noticeRule } from "#drizzle/schema/triggers/notice.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";

/** Several tracks may be lost in one transaction of their pipeline: a vertex has a smaller number than this. */
const TRACKS = 1_000_000;

/** What the notice of a lost track has as its occurrence. */
export function lossOf(rev: unknown, number: unknown): SQL<number> {
  return sql<number>`${rev} * ${TRACKS} + ${number}`.mapWith(Number);
}

/** The states of notices because of which a second one within `repeat` is left out. */
export const TOLD_STATES = ["waiting", "held", "sent", "summarised"] as const;

/**
 * Whether a notice must stay, however old it is: it is to be sent, or what it tells of lasts, or the `repeat` of its
 * rule does. Only by its row is it known that it was told of: without it, it would be told of once more.
 */
export function isNeededNotice(): SQL<boolean> {
  const lasts = sql`case ${notice.kind}
    when 'waiting' then exists (
      select 1 from ${prompt} where ${prompt.id} = ${notice.occurrence} and ${prompt.state} = 'open')
    when 'late' then exists (
      select 1 from ${pipeline} where ${pipeline.id} = ${notice.pipelineId} and ${pipeline.state} in ${OPEN_PIPELINE_STATES})
    when 'lost' then exists (
      select 1 from ${track} where ${track.pipelineId} = ${notice.pipelineId}
        and ${track.number} = ${notice.occurrence} mod ${TRACKS} and ${track.state} = 'lost')
    else false end`;
  const isWithinRepeat = sql`${notice.state} in ${TOLD_STATES} and ${notice.madeAt} > (
    select now(3) - interval coalesce(json_extract(${noticeRule.settings}, '$.repeatMs'), 0) * 1000 microsecond
    from ${noticeRule} where ${noticeRule.id} = ${notice.ruleId})`;
  return sql<boolean>`(${notice.state} in ('waiting', 'held') or ${lasts} or (${isWithinRepeat}))`.mapWith(
    Boolean,
  );
}
