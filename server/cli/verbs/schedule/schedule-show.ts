import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import {
  dueText,
  FIRE_HEAD,
  fireCells,
  scheduleState,
  settingLines,
  stopText,
} from "../../output/schedule-text.ts";
import { shownText } from "../../text/shown-text.ts";

const LAST_FIRES = 5;

/** `schedule show NAME`: its settings, its next times and what became of its last ones. */
export function addScheduleShow(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "show",
    "show a schedule with its next and its last times",
    "schedule show nightly --json",
  )
    .argument("<name>", "the schedule's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const { schedule, preview, stop } = await client.schedules.show.query({ name });
      const { fires } = await client.schedules.fires.query({ name, limit: LAST_FIRES });
      context.give(options, { ...schedule, next: preview.next, stop, fires }, () => {
        const [first, ...others] = settingLines(schedule);
        const state = ["State", context.paint.state(schedule.desired)(scheduleState(schedule))] as const;
        const error = schedule.error === null ? [] : [["Error", shownText(schedule.error)] as const];
        const lines = [...(first ? [first] : []), state, ...error, ...others];
        const isActive = schedule.desired === "active";
        const next = preview.next.map((at) => `  ${dueText(at, schedule.zone)}\n`).join("");
        const nextHead = isActive ? "Next times:" : "It would be due:";
        return [
          lines.map(([word, text]) => `${word.padEnd(11)}${text}\n`).join(""),
          next === "" ? "\nIt is not due any more.\n" : `\n${nextHead}\n${next}`,
          fires.length === 0
            ? "\nIt was not due yet.\n"
            : `\nLast times:\n${context.table(FIRE_HEAD, fires.map(fireCells))}`,
        ].join("");
      });
      if (stop !== null) context.say(stopText(stop));
    });
}
