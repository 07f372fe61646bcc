import type { SaveScheduleInput, ScheduleView } from "#contract/triggers/schedules.ts";
import { type SchedulePolicy, USUAL_POLICY } from "#engine/schedules/decide-fires.ts";
import type { ScheduleFile } from "#engine/schedules/schedule-file.ts";

/** What a schedule file says, as the API takes it. What the file leaves out is as usual. */
export function saveInputOf(file: ScheduleFile): SaveScheduleInput {
  const { name, graph, revision, cron, every, at, zone = "UTC", start, end } = file;
  const { except = [], jitter = 0, params = {}, pipelineName, priority = 0, labels = {} } = file;
  return {
    name,
    graph,
    revision: revision ?? null,
    ...(cron !== undefined && { cron }),
    ...(every !== undefined && { everyMs: every }),
    ...(at !== undefined && { at: new Date(at) }),
    zone,
    startsAt: start === undefined ? null : new Date(start),
    endsAt: end === undefined ? null : new Date(end),
    excludedDates: [...except],
    jitterMs: jitter,
    params: { ...params },
    pipelineName: pipelineName ?? null,
    priority,
    labels: { ...labels },
    policy: policyOfFile(file),
  };
}

/** The policy that a file asks for: what it leaves out is as usual. */
function policyOfFile({ policy: given = {} }: ScheduleFile): SchedulePolicy {
  const { grace = USUAL_POLICY.graceMs, ...others } = given;
  return { ...USUAL_POLICY, ...others, graceMs: grace };
}

/** A stored schedule as a file. What is as usual is left out. */
export function fileOfView(view: ScheduleView): ScheduleFile {
  const { name, graph, revision, rule, zone, startsAt, endsAt, excludedDates, jitterMs } = view;
  const { params, pipelineName, priority, labels, desired } = view;
  const policy = policyOfView(view);
  return {
    schedule: 1,
    name,
    graph,
    ...(revision !== null && { revision }),
    ...(rule.kind === "cron" && { cron: rule.cron }),
    ...(rule.kind === "interval" && { every: rule.everyMs }),
    ...(rule.kind === "once" && { at: rule.at }),
    zone,
    ...(startsAt !== null && { start: startsAt.getTime() }),
    ...(endsAt !== null && { end: endsAt.getTime() }),
    ...(excludedDates.length > 0 && { except: excludedDates }),
    ...(jitterMs > 0 && { jitter: jitterMs }),
    ...(Object.keys(params).length > 0 && { params: params as ScheduleFile["params"] }),
    ...(pipelineName !== null && { pipelineName }),
    ...(priority !== 0 && { priority }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(policy).length > 0 && { policy }),
    state: desired,
  };
}

function policyOfView({ policy: { graceMs, ...others } }: ScheduleView): NonNullable<ScheduleFile["policy"]> {
  const usual: Readonly<Record<string, unknown>> = USUAL_POLICY;
  return {
    ...(graceMs !== USUAL_POLICY.graceMs && { grace: graceMs }),
    ...Object.fromEntries(Object.entries(others).filter(([key, value]) => value !== usual[key])),
  };
}
