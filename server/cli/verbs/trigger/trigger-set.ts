import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { readGraphFile } from "../../input/read-graph-file.ts";
import { rowId } from "../../input/row-id.ts";
import { type SeenOption, withSeenOption } from "../../input/seen-version.ts";
import { deliveryText, testText, versionText } from "../../output/trigger-text.ts";

const VERBS = [
  {
    word: "publish",
    state: "active",
    summary: "let a trigger launch from now on, with your rights",
    done: "is published",
  },
  { word: "pause", state: "paused", summary: "let a trigger take no events for now", done: "is paused" },
  {
    word: "resume",
    state: "active",
    summary: "let a paused trigger take events again, with your rights",
    done: "goes on",
  },
  {
    word: "remove",
    state: "removed",
    summary: "remove a trigger; what it launched stays, and its name is free",
    done: "is removed",
  },
] as const;

/**
 * `trigger publish|pause|resume|remove NAME`: what a trigger is. Whoever publishes it lends it their rights, so the version
 * that was read is sent along.
 */
export function addTriggerSet(group: Command, context: CommandContext): void {
  for (const { word, state, summary, done } of VERBS)
    withSeenOption(defineVerb(group, word, summary, `trigger ${word} on-push`), "trigger show")
      .argument("<name>", "the trigger's name")
      .action(async (name: string, { seen, ...options }: JsonOption & SeenOption) => {
        const client = await context.server();
        const version = seen ?? (state === "active" ? await readVersion(context, name) : undefined);
        const set = await client.triggers.set.mutate({ name, state, version });
        context.give(options, set, () =>
          set.isChanged ? `${name} ${done}.\n` : `${name} is ${state} already: nothing was changed.\n`,
        );
      });
}

/** The version that is there now; what it says is printed, because nobody may have looked at it before. */
async function readVersion(context: CommandContext, name: string): Promise<number> {
  const client = await context.server();
  const { trigger } = await client.triggers.show.query({ name });
  context.say(`${name}: ${versionText(trigger)}`);
  return trigger.version;
}

type EventOptions = JsonOption & { readonly event?: string; readonly delivery?: number };

/** `trigger test|send NAME`: what would become of an event; gives it an event by hand. */
export function addTriggerEvents(group: Command, context: CommandContext): void {
  withEvent(
    defineVerb(
      group,
      "test",
      "what would become of an event: nothing is launched",
      "trigger test on-push --delivery 7",
    ),
  ).action(async (name: string, { json, ...options }: EventOptions) => {
    const asked = await eventOf(context, options);
    const client = await context.server();
    const test = await client.triggers.test.mutate({ name, ...asked });
    context.give({ json }, test, () => testText(test));
  });
  withEvent(
    defineVerb(
      group,
      "send",
      "give a trigger an event by hand, also one that came before, as a new one: it launches",
      "trigger send on-push --event event.json",
    ),
  ).action(async (name: string, { json, ...options }: EventOptions) => {
    const asked = await eventOf(context, options);
    const client = await context.server();
    const sent = await client.triggers.send.mutate({ name, ...asked });
    if (sent.state === "refused") context.exitCode = EXIT_CODE.refused;
    context.give({ json }, sent, () => `${name}: ${deliveryText(sent)}\n`);
  });
}

function withEvent(verb: Command): Command {
  return verb
    .argument("<name>", "the trigger's name")
    .option("--event <file>", "an event as JSON, of a webhook with body, headers and query; - reads stdin")
    .option("--delivery <id>", "one that came before", (text: string) => rowId(text, "delivery"));
}

async function eventOf(
  context: CommandContext,
  { event, delivery }: Omit<EventOptions, "json">,
): Promise<{ event: string } | { delivery: number }> {
  if (delivery !== undefined && event === undefined) return { delivery };
  if (event === undefined || delivery !== undefined) throw badUsage("Wanted one of --event and --delivery.");
  return { event: await readGraphFile(event, context.terminal.stdin, "event") };
}
