import { type Command, Option } from "commander";
import { MAX_LISTED_PROMPTS, type PromptView } from "#contract/prompts/prompts.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { timeText } from "../../text/time-text.ts";

const STATES: readonly PromptView["state"][] = ["open", "answered", "withdrawn"];

/** `prompt list`: the prompts that wait for a person, oldest first. */
export function addPromptList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the prompts that wait for an answer, oldest first", "prompt list")
    .addOption(new Option("--state <state>", "those in this state").choices(STATES).default("open"))
    .action(async ({ json, state }: JsonOption & { state: PromptView["state"] }) => {
      const client = await context.server();
      const prompts = await client.prompts.list.query({ state });
      if (prompts.length >= MAX_LISTED_PROMPTS) await sayWhatIsLeft(context, client, state);
      context.give({ json }, prompts, () => {
        if (prompts.length === 0)
          return state === "open" ? "Nothing waits for an answer.\n" : `No prompt is ${state}.\n`;
        const rows = prompts.map((prompt) => [
          String(prompt.id),
          `${prompt.pipeline.id} ${prompt.pipeline.name}`,
          prompt.vertex,
          prompt.fields.map(({ name }) => name).join(", "),
          timeText(prompt.openedAt),
          prompt.answeredBy ?? "-",
          prompt.approval?.title ?? prompt.description ?? "",
        ]);
        return context.table(
          ["ID", "PIPELINE", "VERTEX", "ASKS FOR", "SINCE", "ANSWERED BY", "WHAT FOR"],
          rows,
        );
      });
    });
}

/** Says that not all are listed, also beside a document. */
async function sayWhatIsLeft(
  context: CommandContext,
  client: Client,
  state: PromptView["state"],
): Promise<void> {
  if (state !== "open") {
    context.say(`Only the newest ${MAX_LISTED_PROMPTS} are listed.`);
    return;
  }
  const { count } = await client.prompts.inbox.query({ state });
  if (count > MAX_LISTED_PROMPTS)
    context.say(`The oldest ${MAX_LISTED_PROMPTS} of ${count} open prompts are listed.`);
}
