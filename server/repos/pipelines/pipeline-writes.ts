import { getTableColumns } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipeline.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { driverValue } from "../text-of-columns.ts";
import type { Write } from "../write-together.ts";
import type { PipelineRow } from "./pipeline-rows.ts";

/** The columns that a transaction may change after the launch, besides the times. */
const WRITTEN = [
  "rev",
  "revKey",
  "state",
  "reason",
  "openTracks",
  "failedTracks",
  "handledFailures",
  "staleTracks",
  "undoneTracks",
  "halt",
  "cancelledBy",
  "isKilled",
  "isOverdue",
  "undoFrom",
  "endState",
  "isPaused",
  "isParentPaused",
  "isReopened",
  "isQueued",
  "priority",
] as const satisfies readonly (keyof PipelineRow)[];

const columns = getTableColumns(pipeline);

/** By which columns are written. */
const texts = new Map<string, string>();

/**
 * Writes what a transaction decided, and raises the rev to the one that it writes its tracks with. Only columns that
 * changed are named. It matches only where the pipeline is still as `before`: where its row is locked it always does.
 *
 * @param timeout if it is given, the pipeline's timeout starts again with so many milliseconds.
 */
export function pipelineUpdate(before: PipelineRow, now: PipelineRow, timeout: number | null): Write {
  const changed = WRITTEN.filter((key) => before[key] !== now[key]);
  const end = before.state === now.state ? "kept" : isPipelineEnded(now.state) ? "now(3)" : "null";
  const key = `${changed.join(" ")} ${end} ${timeout !== null}`;
  const text = texts.get(key) ?? textOf(changed, end, timeout !== null);
  texts.set(key, text);
  const values = changed.map((each) => driverValue(columns[each], now[each]));
  if (timeout !== null) values.push(Math.round(timeout * 1_000));
  return { text, values: [...values, before.id, before.rev, before.revKey], matches: 1 };
}

function textOf(changed: readonly (typeof WRITTEN)[number][], end: string, hasTimeout: boolean): string {
  const sets = [
    ...changed.map((key) => `\`${columns[key].name}\` = ?`),
    // A new end has a new time. A change that only notes something of an ended pipeline keeps the time.
    ...(end === "kept" ? [] : [`finished_at = ${end}`]),
    ...(hasTimeout ? ["due_at = now(3) + interval ? microsecond"] : []),
  ];
  return `update pipeline set ${sets.join(", ")} where id = ? and rev = ? and rev_key = ?`;
}
