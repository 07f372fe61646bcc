import type { Command } from "commander";
import { retriedText } from "#client/preview-words.ts";
import type { CommandContext } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { previewText } from "../../output/preview-text.ts";
import { shownText } from "../../text/shown-text.ts";
import {
  chosenPipelines,
  type Done,
  doToEach,
  type PipelineChoice,
  takingPipelines,
} from "./each-pipeline.ts";

type RetryOptions = PipelineChoice & { readonly reason?: string; readonly dryRun?: true };

/** `pipeline retry ID…`: retries everything that failed in them; with `--dry-run` only says what that would run. */
export function addPipelineRetry(group: Command, context: CommandContext): void {
  takingPipelines(
    defineVerb(
      group,
      "retry",
      "retry everything that failed in pipelines",
      "pipeline retry --state failed --graph deploy --reason 'the disk has room again'",
    ),
  )
    .option("--reason <text>", "why; it is kept with each track")
    .option("--dry-run", "change nothing; say what would run")
    .action(async (typed: readonly string[], { reason = "", dryRun, ...choice }: RetryOptions) => {
      const client = await context.server();
      const ids = await chosenPipelines(client, typed, choice);
      const preview = async (id: number): Promise<Done> => {
        const said = await client.pipelines.preview.query({ id, act: "retry-failed" });
        const none = said.refused ?? said.notListed;
        const text = none === null ? `would be retried.\n${previewText(said)}` : shownText(none);
        return { text, document: { preview: said } };
      };
      const retry = async (id: number): Promise<Done> => {
        const result = await client.pipelines.retryFailed.mutate({ id, reason });
        const { retried, inside, refused } = result;
        const left = refused.map(({ vertex, why }) => `; not ${vertex}: ${why}`).join("");
        return {
          text: shownText(`${retriedText(result)} run again${left}`),
          document: { retried, inside, refused },
        };
      };
      const said = "previewed; nothing was changed";
      if (dryRun) await doToEach(context, { ...choice, verb: "retry", said }, ids, preview);
      else await doToEach(context, { ...choice, verb: "retry" }, ids, retry);
    });
}
