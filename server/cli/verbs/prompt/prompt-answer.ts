import { type Command, Option } from "commander";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { writeJson } from "#engine/json/write-json.ts";
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
 * `prompt answer ID`: answers as the form in the browser does. An input that is not given gets its prefilled value, and
 * the command prints that.
 */
export function addPromptAnswer(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "answer",
    "answer a prompt; inputs that are not given get their prefilled values",
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
      const answered = await client.prompts.answer.mutate({
        ...asked,
        values,
        verdict,
        comment,
        digest: prompt.digest,
        openedAt: prompt.openedAt.getTime(),
      });
      context.give({ json }, answered, () =>
        answered.state === "open"
          ? `Approved: ${answered.vertex} of pipeline ${answered.pipeline.id} waits for others, too.\n`
          : `${reject ? "Rejected" : "Answered"}: ${answered.vertex} of pipeline ${answered.pipeline.id} ${reject ? "has failed" : "goes on"}.\n`,
      );
    });
}

function prefilled(
  context: CommandContext,
  { state, fields }: PromptView,
  given: Readonly<Record<string, string>>,
) {
  // A closed prompt has no prefilled values. The server's refusal says who closed it.
  const left =
    state === "open"
      ? fields.filter(({ name, prefill }) => prefill !== undefined && !Object.hasOwn(given, name))
      : [];
  for (const { name, prefill } of left) context.say(`${name} = ${writeJson(prefill)} (prefilled)`);
  return Object.fromEntries(left.map(({ name, prefill }) => [name, prefill]));
}
