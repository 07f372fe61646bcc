import { type Command, Option } from "commander";
import { FIRE_STATES, type FireState } from "#engine/schedules/fire.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { FIRE_HEAD, fireCells } from "../../output/schedule-text.ts";

type FiresOptions = JsonOption & { readonly state?: FireState; readonly before?: number };

/** `schedule fires NAME`: what became of its times, a page at a time. */
export function addScheduleFires(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "fires",
    "what became of the times of a schedule, newest first",
    "schedule fires nightly --state missed",
  )
    .argument("<name>", "the schedule's name")
    .addOption(new Option("--state <state>", "only those in this state").choices(FIRE_STATES))
    .option("--before <id>", "only those before this one", (text: string) => rowId(text, "fire"))
    .action(async (name: string, { json, state, before }: FiresOptions) => {
      const client = await context.server();
      const { fires, next } = await client.schedules.fires.query({ name, state, before });
      context.give({ json }, fires, () =>
        fires.length === 0 ? "There are no such fires.\n" : context.table(FIRE_HEAD, fires.map(fireCells)),
      );
      if (next !== null) context.say(`There are more: add --before ${next}.`);
    });
}
