import type { FireView, SaveScheduleInput } from "#contract/triggers/schedules.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { saveSchedule } from "#services/schedules/save-schedule.ts";
import { setSchedule } from "#services/schedules/set-schedule.ts";
import { listFiresOf, showSchedule } from "#services/schedules/show-schedules.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";

const RUN_MS = 60_000;

/** Seals a graph whose pipelines write down that they run. */
export async function sealGraphOf(context: FaultContext): Promise<void> {
  await context.draw({ A: { script: context.tally.script("true") } });
  await sealGraph(context.database, { name: context.name }, "faults");
}

/** Saves a schedule of the fault's graph, and publishes it. All of its pipelines may run at once. */
export async function publish(
  { database, name: graph }: FaultContext,
  { policy, ...times }: Pick<SaveScheduleInput, "name" | "zone" | "everyMs" | "cron" | "policy">,
): Promise<void> {
  const all = { overlap: "allow", maxRunning: 1_000, coalesce: false, ...policy } as const;
  await saveSchedule(database, { graph, ...times, policy: all }, COMMAND_LINE);
  await setSchedule(database, { name: times.name, desired: "active" }, COMMAND_LINE);
}

/** Says what a schedule should be, and waits until the web process has made it so. */
export async function setAndWait(
  { database }: FaultContext,
  name: string,
  desired: "active" | "paused",
): Promise<void> {
  await setSchedule(database, { name, desired }, COMMAND_LINE);
  await untilObserved(database, name, desired);
}

/** Waits until a web process has made a schedule what it should be. */
export async function untilObserved(
  database: FaultContext["database"],
  name: string,
  wanted: "active" | "paused",
): Promise<void> {
  await eventually(`${name} is ${wanted}`, async () => {
    const { observed } = (await showSchedule(database.queries, name)).schedule;
    return observed === wanted ? true : null;
  });
}

/** What became of its times, the oldest first: on a busy machine there are more than a page holds. */
export async function firesOf({ database, name }: FaultContext, schedule = name): Promise<FireView[]> {
  const fires: FireView[] = [];
  for (let before: number | undefined; ; ) {
    const page = await listFiresOf(database.queries, { name: schedule, limit: 200, before });
    fires.push(...page.fires);
    if (page.next === null) return fires.reverse();
    before = page.next;
  }
}

/** Those of its times that were launched. */
export async function launchedOf(context: FaultContext): Promise<FireView[]> {
  return (await firesOf(context)).filter(({ state }) => state === "launched");
}

/** Lets the pipelines of these times run, and checks that each launch has a pipeline of its own, which ran once. */
export async function ranOnceEach(context: FaultContext, fires: readonly FireView[]): Promise<string> {
  const launched = fires.filter(({ state }) => state === "launched");
  const pipelines = new Set(launched.map(({ pipelineId }) => pipelineId));
  must(pipelines.size === launched.length, "two times have one pipeline");
  await context.runner("r1");
  await eventually(
    "all of its pipelines ran",
    () => (context.tally.count("end") >= launched.length ? true : null),
    RUN_MS,
  );
  must(
    context.tally.count("begin") === launched.length,
    `${launched.length} launches, ${executions(context)}`,
  );
  return `${launched.length} launched, ${executions(context)}`;
}
