import { getTableColumns } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { driverValue, storedValue } from "../text-of-columns.ts";
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
  "acknowledgedBy",
  "logsRemovedAt",
] as const satisfies readonly (keyof PipelineRow)[];

const columns = getTableColumns(pipeline);

/** By which columns are written. */
const texts = new Map<string, string>();

/**
 * Writes what a transaction decided, and raises the rev to the one that it writes its tracks with. Only columns that
 * changed are named. It matches only where the pipeline is still as `before`: where its row is locked it always does.
 *
 * @param timeout if it is given, the pipeline's timeout starts again with so many milliseconds.
 * @param graphName if it is given, it matches only where this is still the name of its graph.
 */
export function pipelineUpdate(
  before: PipelineRow,
  now: PipelineRow,
  timeout: number | null,
  graphName: string | null = null,
): Write {
  const changed = WRITTEN.filter((key) => before[key] !== now[key]);
  const end = before.state === now.state ? "kept" : isPipelineEnded(now.state) ? "now(3)" : "null";
  const key = `${changed.join(" ")} ${end} ${timeout !== null} ${graphName !== null}`;
  const text = texts.get(key) ?? textOf(changed, end, timeout !== null, graphName !== null);
  texts.set(key, text);
  const values = changed.map((each) => driverValue(columns[each], now[each]));
  if (timeout !== null) values.push(Math.round(timeout * 1_000));
  values.push(before.id, before.rev, before.revKey);
  if (graphName !== null) values.push(driverValue(graph.name, graphName));
  return { text, values, matches: 1, goesOn: "and" };
}

/** The row as it is read again after `pipelineUpdate` wrote it. Its times are not known where it has ended. */
export function pipelineAfter(before: PipelineRow, now: PipelineRow): PipelineRow {
  const changed = WRITTEN.filter((key) => before[key] !== now[key]);
  return {
    ...before,
    ...Object.fromEntries(changed.map((key) => [key, storedValue(columns[key], now[key])])),
  };
}

function textOf(
  changed: readonly (typeof WRITTEN)[number][],
  end: string,
  hasTimeout: boolean,
  hasName: boolean,
): string {
  const sets = [
    ...changed.map((key) => `\`${columns[key].name}\` = ?`),
    // A new end has a new time. A change that only notes something of an ended pipeline keeps the time.
    ...(end === "kept" ? [] : [`finished_at = ${end}`]),
    ...(hasTimeout ? ["due_at = now(3) + interval ? microsecond"] : []),
  ];
  // At read committed this subquery locks nothing. Names are compared by their bytes: one may differ only in its case.
  const name = hasName
    ? " and (select binary g.name from graph as g where g.id = pipeline.graph_id) = binary ?"
    : "";
  return `update pipeline set ${sets.join(", ")} where id = ? and rev = ? and rev_key = ?${name}`;
}
