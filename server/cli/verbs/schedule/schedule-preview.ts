import type { Command } from "commander";
import { normalDateTime } from "#engine/time/dates.ts";
import { parseDuration } from "#engine/time/durations.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { dueText, zoneText } from "../../output/schedule-text.ts";
import { shownText } from "../../text/shown-text.ts";

type PreviewOptions = JsonOption & {
  readonly cron?: string;
  readonly every?: number;
  readonly at?: Date;
  readonly zone: string;
  readonly count: number;
};

const MAX_COUNT = 50;

/** `schedule preview`: when a rule would be due. */
export function addSchedulePreview(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "preview",
    "when a rule would be due next, and what clock changes do to it",
    "schedule preview --cron '30 2 * * 1-5' --zone Europe/Berlin",
  )
    .option("--cron <rule>", "five fields, or a name such as @daily")
    .option("--every <interval>", "an interval such as 10m", intervalOf)
    .option("--at <time>", "one time, such as 2026-12-24T18:00+01:00", timeOf)
    .option("--zone <zone>", "the time zone, such as Europe/Berlin", "UTC")
    .option("--count <count>", `how many times, 1 to ${MAX_COUNT}`, countOf, 5)
    .action(async ({ json, cron, every, at, zone, count }: PreviewOptions) => {
      if ([cron, every, at].filter((each) => each !== undefined).length !== 1)
        throw badUsage("Wanted one of --cron, --every and --at.");
      const client = await context.server();
      const asked = { cron, everyMs: every, at, zone, count };
      const preview = await client.schedules.preview.query(asked);
      context.give({ json }, preview, () => {
        const next = preview.next.map((due) => `  ${dueText(due, zone)}\n`).join("");
        const changes = preview.clockChanges
          .map(({ at: changedAt, text }) => `  ${zoneText(changedAt, zone)}: ${text}\n`)
          .join("");
        return `${shownText(preview.ruleText)}\n${next}${changes === "" ? "" : `Clock changes:\n${changes}`}`;
      });
    });
}

function intervalOf(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== null) return milliseconds;
  throw badUsage(`--every is "${text}": wanted is an interval such as 10m, 1h30m or 90s.`);
}

function timeOf(text: string): Date {
  const normal = normalDateTime(text);
  if (normal !== null) return new Date(normal);
  throw badUsage(`--at is "${text}": wanted is a time with its zone, such as 2026-12-24T18:00+01:00.`);
}

function countOf(text: string): number {
  const count = Number(text);
  if (/^\d{1,2}$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  throw badUsage(`--count is "${text}": wanted is a whole number from 1 to ${MAX_COUNT}.`);
}
