import type { Command } from "commander";
import { amountText } from "#client/preview-words.ts";
import type { LastChild, Named } from "#contract/pipelines/previews.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { noReason } from "../../command/no-reason.ts";
import { namedValues } from "../../input/named-values.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { givePreview, sayBefore, shownNames } from "../../output/preview-text.ts";
import { shownText } from "../../text/shown-text.ts";

type RetryOptions = JsonOption & {
  readonly param?: readonly string[];
  readonly downstream?: boolean;
  readonly onlyFailed?: boolean;
  readonly reason?: string;
  readonly dryRun?: true;
};

/**
 * `track retry PIPELINE VERTEX`: runs a failed or lost track again, and then the tracks that it kept from being
 * reached.
 */
export function addTrackRetry(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "retry",
    "run a failed or lost track again",
    "track retry 7 upgrade -p ip=10.0.0.8 --reason 'host was down'",
  )
    .argument("<pipeline>", "the pipeline's number")
    .argument("<vertex>", "the vertex's name")
    .option(
      "-p, --param <name=value>",
      "a value for an input; these values replace all earlier ones (repeatable)",
      collect,
    )
    .option("--downstream", "run everything behind it again too, even if it succeeded")
    .option("--only-failed", "run only the failed tracks of its child pipeline again")
    .option("--reason <text>", "why; it is kept with the track, and needed without --dry-run")
    .option("--dry-run", "change nothing; say what would follow")
    .action(
      async (pipeline: string, vertex: string, { json, param, reason, dryRun, ...options }: RetryOptions) => {
        if (reason === undefined && dryRun !== true) throw noReason();
        const id = rowId(pipeline, "pipeline");
        const inputs = param === undefined ? undefined : await namedValues(param);
        const client = await context.server();
        const { downstream = false, onlyFailed = false } = options;
        const act = downstream ? "rerun" : onlyFailed ? "retry-inside" : "retry";
        if (reason === undefined || dryRun === true) {
          const preview = await client.pipelines.preview.query({ id, act, vertex });
          const again = againText(vertex, preview.lastChildren);
          if (again !== null) context.say(again);
          givePreview(context, { json }, preview);
          return;
        }
        const asked = { id, vertex, inputs, downstream, onlyFailed, reason };
        if (!downstream) {
          const preview = client.pipelines.preview.query({ id, act, vertex });
          await sayBefore(context, preview, ({ stale, lastChildren }) => {
            const texts = [staleText(vertex, stale), againText(vertex, lastChildren)];
            return texts.filter((text) => text !== null).join("\n") || null;
          });
        }
        const retried = await client.tracks.retry.mutate(asked);
        context.give({ json }, summaryDocument(retried), () => `${vertex} of pipeline ${id} runs again.\n`);
      },
    );
}

/** What runs again though it had succeeded, where it need not; null where nothing does. */
function againText(vertex: string, children: readonly LastChild[]): string | null {
  const last = children.find((child) => child.vertex === vertex && child.canGoOn);
  if (last === undefined || last.succeeded === 0) return null;
  return `All ${amountText(last)} of ${shownText(vertex)} run again, of which ${last.succeeded} had succeeded. With --only-failed only the others do.`;
}

/** Which tracks will be older than what they wait for; null where none will. */
function staleText(vertex: string, stale: Named): string | null {
  if (stale.count === 0) return null;
  return `If ${shownText(vertex)} succeeds, this is stale, because it has run already: ${shownNames(stale)}. With --downstream it runs again, too.`;
}
