import { policyOf, type SaveScheduleInput, type ScheduleTiming } from "#contract/triggers/schedules.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { checkParams } from "#engine/schedules/check-params.ts";
import { ruleProblems, type ScheduleRule, type ScheduleTimes } from "#engine/schedules/schedule-rule.ts";
import type { Queries } from "#platform/database/db.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import { findRevision, latestSealed } from "#repos/graphs/revision-rows.ts";
import type { ScheduleSettings } from "#repos/schedules/schedule-rows.ts";
import { refuseRetired } from "../graphs/revisions/retirement.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * The times that a request asks for.
 *
 * @param anchor from when an interval counts: as it was before, or now.
 * @throws Refused `bad-input` with every problem.
 */
export function timesFor(timing: ScheduleTiming, now: number, anchor: number): ScheduleTimes {
  const { zone, startsAt = null, endsAt = null, excludedDates = [] } = timing;
  const times = {
    rule: ruleFor(timing, startsAt?.getTime() ?? anchor),
    zone,
    startsAt: startsAt?.getTime() ?? null,
    endsAt: endsAt?.getTime() ?? null,
    excludedDates: [...new Set(excludedDates)],
  };
  refuseProblems([...ruleProblems(times, now)], "this schedule");
  return times;
}

function ruleFor({ cron, everyMs, at }: ScheduleTiming, anchor: number): ScheduleRule {
  const given = [cron, everyMs, at].filter((each) => each !== undefined);
  if (given.length !== 1)
    return refuse("bad-input", "Wanted exactly one of a cron rule, an interval and a moment.", {
      problems: [{ path: "cron", text: "Give a cron rule, an interval or a moment, and only one of them." }],
      kept: "Nothing was written.",
    });
  if (cron !== undefined) return { kind: "cron", cron: cron.trim() };
  if (everyMs !== undefined) return { kind: "interval", everyMs, anchor };
  return { kind: "once", at: at?.getTime() ?? 0 };
}

/**
 * Everything that is stored of a schedule, checked as its launch will be: the revision is there, and takes the params.
 *
 * @throws Refused `not-found`, or `bad-input` with every problem.
 */
export async function settingsFor(
  tx: Queries,
  input: SaveScheduleInput,
  { now, anchor }: { readonly now: number; readonly anchor: number },
): Promise<ScheduleSettings> {
  // Its lock is held, so that the graph is not deleted meanwhile.
  const graph = await lockGraph(tx, input.graph);
  if (graph === null) return refuse("not-found", `There is no graph "${input.graph}".`);
  const {
    name,
    revision = null,
    params = {},
    jitterMs = 0,
    pipelineName = null,
    priority = 0,
    labels = {},
  } = input;
  const { cron, everyMs, at, zone, startsAt, endsAt, excludedDates, policy } = input;
  const times = timesFor({ cron, everyMs, at, zone, startsAt, endsAt, excludedDates }, now, anchor);
  return {
    name,
    graphId: graph.id,
    revision,
    rule: times.rule,
    zone,
    startsAt: startsAt ?? null,
    endsAt: endsAt ?? null,
    excludedDates: times.excludedDates,
    jitterMs,
    policy: policyOf(policy),
    params: await paramsFor(tx, graph, revision, params),
    pipelineName: pipelineName === "" ? null : pipelineName,
    priority,
    labels: Object.keys(labels).length === 0 ? null : labels,
  };
}

/** The params in their normal form. A required one that is missing would make every launch fail. */
async function paramsFor(
  tx: Queries,
  graph: GraphRow,
  wanted: number | null,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, Json>> {
  const number = wanted ?? (await latestSealed(tx, graph.id));
  if (number === null)
    return refuse(
      "state-forbids",
      `${graph.name} has no sealed revision that is not retired, so nothing could be launched.`,
      {
        kept: "Nothing was written.",
        todo: "Seal it first.",
      },
    );
  const row = await findRevision(tx, graph.id, number);
  if (row === null) return refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
  refuseRetired(graph.name, row);
  const specs = (await sealedPlan(tx, row.id)).file.content.params ?? {};
  const { values, problems } = checkParams(specs, given);
  refuseProblems(problems, "this schedule");
  return values;
}
