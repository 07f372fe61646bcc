import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { OPEN_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { SqlValue, Statement } from "#platform/database/statement.ts";
import { driverValue } from "../text-of-columns.ts";

/** What is asked of a list of pipelines. What is left out is not asked. */
export type PipelineFilter = {
  readonly graphId?: number | undefined;
  readonly state?: PipelineState | undefined;
  /** More that the state alone does not say. `needs-person`: it has not ended, and waits for a person, or one below it. */
  readonly only?: "queued" | "needs-input" | "needs-person" | "open-failure" | undefined;
  readonly launchedBy?: string | undefined;
  /** A part of the name, without regard to case; or `#17`, the number of one. */
  readonly text?: string | undefined;
  readonly param?: { readonly name: string; readonly value: string } | undefined;
  readonly label?: { readonly name: string; readonly value: string } | undefined;
  readonly from?: Date | undefined;
  /** Launched before this. */
  readonly to?: Date | undefined;
  /** Whether pipelines are listed that a track of another one launched. */
  readonly hasChildren?: boolean | undefined;
  /** Whether tests of vertices are listed, and nothing else. */
  readonly isTest?: boolean | undefined;
  /** Whether those child pipelines are left out that run the items of one vertex: they have no vertices of their graph. */
  readonly isWithoutItems?: boolean | undefined;
};

/** SQL about the table `pipeline`, with its values. */
type Condition = Statement;

/**
 * How the pipelines of a filter are found: an index has those of each of `parts` in the order of their ids. `rest` is
 * asked of each of these rows.
 */
export type Walk = {
  /** The index that has them. It is named in the SQL: whether one is a test is in no index, and servers guess that badly. */
  readonly index: string;
  readonly parts: readonly Condition[];
  readonly rest: readonly Condition[];
  /** Whether an index has those of one graph of each part in the order of their ids, or such of which most are. */
  readonly isByGraph: boolean;
};

const is = (text: string, ...values: SqlValue[]): Condition => ({ text, values });

/** Chooses the index that leaves the least to `rest`. */
export function walkOf(filter: PipelineFilter): Walk {
  const { only, isTest = false } = filter;
  const states = only === "queued" || only === "needs-input" ? (["running"] as const) : OPEN_PIPELINE_STATES;
  const wanted = filter.state === undefined && only !== undefined ? states : [filter.state];
  const rest = [...restOf(filter)];
  if (only === "open-failure") {
    if (filter.launchedBy !== undefined) rest.push(is("launched_by = ?", filter.launchedBy));
    // An open failure is no child. What the index of its graph needs is said, too.
    const key = [is("state = 'failed'"), ...childParts([], { isTest })];
    if (filter.graphId !== undefined)
      return {
        index: "pipeline_by_graph_state",
        parts: [and([is("graph_id = ?", filter.graphId), ...key])],
        rest: [...rest, is("is_open_failure = 1")],
        isByGraph: true,
      };
    const parts = [and([is("is_open_failure = 1"), ...key])];
    return { index: "pipeline_open_failure", parts, rest, isByGraph: true };
  }
  if (only !== undefined) rest.push(ONLY[only]);
  const key: Condition[] = [];
  if (filter.launchedBy !== undefined) {
    key.push(is("launched_by = ?", filter.launchedBy));
    if (filter.graphId !== undefined) rest.push(is("graph_id = ?", filter.graphId));
    const asked = wanted.filter((state) => state !== undefined);
    if (asked.length > 0) rest.push(is(`state in (${asked.map(() => "?").join(", ")})`, ...asked));
    return { index: "pipeline_by_launcher", parts: childParts(key, filter), rest, isByGraph: false };
  }
  if (filter.graphId !== undefined) key.push(is("graph_id = ?", filter.graphId));
  const parts = wanted.flatMap((state) =>
    childParts(state === undefined ? key : [...key, is("state = ?", state)], filter),
  );
  const hasState = wanted.some((state) => state !== undefined);
  const name =
    filter.graphId === undefined
      ? hasState
        ? "by_state"
        : "by_child"
      : hasState
        ? "by_graph_state"
        : "by_graph";
  return { index: `pipeline_${name}`, parts, rest, isByGraph: true };
}

function childParts(
  key: readonly Condition[],
  { hasChildren = false, isTest = false }: PipelineFilter,
): Condition[] {
  // No index has tests apart: they are few, since they are soon removed.
  const marked = is(`is_test = ${isTest ? 1 : 0}`);
  const part = (isChild: 0 | 1) => and([...key, is(`is_child = ${isChild}`), marked]);
  return hasChildren ? [part(0), part(1)] : [part(0)];
}

/** All of these, as one. */
export function and(conditions: readonly Condition[]): Condition {
  return is(
    conditions.map(({ text }) => text).join(" and ") || "true",
    ...conditions.flatMap(({ values }) => values),
  );
}

/** No index has these. */
function* restOf({
  text,
  param,
  label,
  from,
  to,
  hasChildren,
  isWithoutItems,
}: PipelineFilter): Generator<Condition> {
  if (text !== undefined)
    yield is("name collate utf8mb4_unicode_520_ci like ?", `%${text.replace(/[\\%_]/g, "\\$&")}%`);
  if (param !== undefined)
    yield is(
      "(case when json_valid(params) then json_unquote(json_extract(params, ?)) end) = ?",
      `$.${JSON.stringify(param.name)}`,
      param.value,
    );
  if (label !== undefined)
    yield is(
      "json_unquote(json_extract(labels, ?)) = ?",
      `$.${JSON.stringify(label.name)}`,
      label.value.trim(),
    );
  // All of them are children.
  if (isWithoutItems === true && hasChildren === true) yield is("items_of is null");
  if (from !== undefined) yield is("launched_at >= ?", timeOf(from));
  if (to !== undefined) yield is("launched_at < ?", timeOf(to));
}

/** A time as the driver takes it. */
export function timeOf(at: Date): SqlValue {
  return driverValue(pipeline.launchedAt, at);
}

/** The pipelines that wait for a person, and those above them. What waits is little, whatever has ended. */
const above = (found: string) => `id in (with recursive needing (id) as (${found}
  union select p.parent_id from needing as n inner join pipeline as p on p.id = n.id where p.parent_id is not null)
  select id from needing)`;

const OPEN = OPEN_PIPELINE_STATES.map((state) => `'${state}'`).join(", ");

const ONLY = {
  queued: is("is_queued = 1 and cancelled_by is null"),
  "needs-input": is(above("select t.pipeline_id from track as t where t.state = 'prompting'")),
  "needs-person": is(
    above(`select t.pipeline_id from track as t where t.state in ('prompting', 'lost')
      union select t.pipeline_id from track as t where t.state = 'sleeping' and t.sleep in ('break', 'undo')
      union select o.id from pipeline as o
        where o.state in (${OPEN}) and (o.is_paused = 1 or (o.state = 'running' and o.failed_tracks > 0))`),
  ),
} as const satisfies Readonly<Record<string, Condition>>;
