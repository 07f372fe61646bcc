import { type Command, Option } from "commander";
import type { PromptView } from "#contract/prompts.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { namedValues } from "../../input/named-values.ts";
import { rowId } from "../../input/row-id.ts";

type AnswerOptions = JsonOption & {
  readonly param?: readonly string[];
  readonly comment?: string;
  readonly approve?: true;
  readonly reject?: true;
};

/**
 * `prompt answer ID`: as the form in the browser, which is prefilled: an input that is not given is answered with what
 * it is prefilled with, and that is said.
 */
export function addPromptAnswer(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "answer",
    "answer a prompt; what is not given is answered as it is prefilled",
    "prompt answer 3 -p ip=10.0.0.7",
  )
    .argument("<id>", "the prompt's number")
    .option(
      "-p, --param <name=value>",
      "a value for an input; @FILE takes a file's text (repeatable)",
      collect,
    )
    .addOption(new Option("--approve", "approve what is asked for").conflicts("reject"))
    .option("--reject", "reject what is asked for")
    .option("--comment <text>", "kept with the answer")
    .action(async (id: string, { json, param, comment, approve, reject }: AnswerOptions) => {
      const asked = { id: rowId(id, "prompt") };
      const given = await namedValues(param ?? []);
      const client = await context.server();
      const prompt = await client.prompts.show.query(asked);
      const values = { ...prefilled(context, prompt, given), ...given };
      const verdict = approve ? "approve" : reject ? "reject" : undefined;
      const answered = await client.prompts.answer.mutate({ ...asked, values, verdict, comment });
      context.give(
        { json },
        answered,
        () =>
          `${reject ? "Rejected" : "Answered"}: ${answered.vertex} of pipeline ${answered.pipeline.id} ${reject ? "has failed" : "goes on"}.\n`,
      );
    });
}

function prefilled(
  context: CommandContext,
  { state, fields }: PromptView,
  given: Readonly<Record<string, string>>,
) {
  // Of a prompt that is closed the server says who closed it; nothing is prefilled any more.
  const left =
    state === "open"
      ? fields.filter(({ name, prefill }) => prefill !== null && !Object.hasOwn(given, name))
      : [];
  for (const { name, prefill } of left)
    context.say(`${name} = ${JSON.stringify(prefill)} (as it is prefilled)`);
  return Object.fromEntries(left.map(({ name, prefill }) => [name, prefill]));
}
