import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { type SeenOption, withSeenOption } from "../../input/seen-version.ts";
import { dueText, versionText } from "../../output/schedule-text.ts";

const VERBS = [
  {
    word: "publish",
    desired: "active",
    summary: "let a schedule launch from now on, with your rights",
    done: "is published",
  },
  { word: "pause", desired: "paused", summary: "let a schedule launch nothing for now", done: "is paused" },
  {
    word: "resume",
    desired: "active",
    summary:
      "let a paused schedule launch again, with your rights; what was due meanwhile is not made up for",
    done: "goes on",
  },
  {
    word: "remove",
    desired: "removed",
    summary: "remove a schedule; what it launched stays, and its name is free",
    done: "is removed",
  },
] as const;

/**
 * `schedule publish|pause|resume|remove NAME`: what a schedule should be. Whoever publishes it lends it their rights, so the
 * version that was read is sent along.
 */
export function addScheduleSet(group: Command, context: CommandContext): void {
  for (const { word, desired, summary, done } of VERBS)
    withSeenOption(defineVerb(group, word, summary, `schedule ${word} nightly`), "schedule show")
      .argument("<name>", "the schedule's name")
      .action(async (name: string, { seen, ...options }: JsonOption & SeenOption) => {
        const client = await context.server();
        const version = seen ?? (desired === "active" ? await readVersion(context, name) : undefined);
        const set = await client.schedules.set.mutate({ name, desired, version });
        const next = desired === "active" ? await nextText(context, name) : "";
        context.give(options, set, () =>
          set.isChanged
            ? `${name} ${done}.${next}\n`
            : `${name} is ${desired} already: nothing was changed.${next}\n`,
        );
      });
}

/** The version that is there now; what it says is printed, because nobody may have looked at it before. */
async function readVersion(context: CommandContext, name: string): Promise<number> {
  const client = await context.server();
  const { schedule } = await client.schedules.show.query({ name });
  context.say(`${name}: ${versionText(schedule)}`);
  return schedule.version;
}

async function nextText(context: CommandContext, name: string): Promise<string> {
  const client = await context.server();
  const { schedule, preview } = await client.schedules.show.query({ name });
  const [first] = preview.next;
  return first === undefined ? "" : ` Next: ${dueText(first, schedule.zone)}.`;
}
