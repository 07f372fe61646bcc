import type { Command } from "commander";
import type { ListedSchedule, ScheduleList } from "#contract/triggers/schedules.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { fireText, scheduleState, stopText, zoneText } from "../../output/schedule-text.ts";

type ListOptions = JsonOption & {
  readonly graph?: string;
  readonly search?: string;
  readonly removed?: true;
};

/** `schedule list`: every schedule, by name. */
export function addScheduleList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the schedules", "schedule list --graph nightly-etl")
    .option("--graph <name>", "only those of this graph")
    .option("--search <text>", "only those whose name contains this")
    .option("--removed", "those that were removed, and no others")
    .action(async ({ json, graph, search, removed }: ListOptions) => {
      const client = await context.server();
      const filter = { graph, search, isRemoved: removed ?? false };
      const { schedules, stop } = await allSchedules(client, filter);
      context.give({ json }, { schedules, stop }, () =>
        schedules.length === 0
          ? "There are no such schedules. Make one with `schedule apply -f FILE`.\n"
          : context.table(
              ["NAME", "GRAPH", "STATE", "WHEN", "NEXT", "LAST"],
              schedules.map((schedule) => cellsOf(context, schedule)),
            ),
      );
      if (stop !== null) context.say(stopText(stop));
    });
}

type Filter = NonNullable<Parameters<Client["schedules"]["list"]["query"]>[0]>;

/** All that match, page by page. */
async function allSchedules(client: Client, filter: Filter): Promise<Omit<ScheduleList, "next">> {
  const schedules: ListedSchedule[] = [];
  for (let after: ScheduleList["next"] | undefined; ; ) {
    const page: ScheduleList = await client.schedules.list.query({
      ...filter,
      ...(after && { after }),
      limit: 200,
    });
    schedules.push(...page.schedules);
    if (page.next === null) return { schedules, stop: page.stop };
    after = page.next;
  }
}

function cellsOf(context: CommandContext, schedule: ListedSchedule) {
  const { name, graph, revision, ruleText, zone, dueAt, last, error } = schedule;
  return [
    name,
    revision === null ? graph : `${graph}@${revision}`,
    context.state(scheduleState(schedule)),
    ruleText,
    dueAt === null ? "-" : `${zoneText(dueAt, zone)} ${zone}`,
    error !== null ? `error: ${error}` : last === null ? "-" : fireText(last),
  ];
}
