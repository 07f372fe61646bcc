import type { Command } from "commander";
import { forcedWords } from "#engine/model/forced-state.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { noReason } from "../../command/no-reason.ts";
import { namedValues } from "../../input/named-values.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { givePreview, sayBefore } from "../../output/preview-text.ts";

type ForceOptions = JsonOption & {
  readonly param?: readonly string[];
  readonly next?: readonly string[];
  readonly reason?: string;
  readonly dryRun?: true;
};

type Verb = {
  readonly word: string;
  readonly to: "succeeded" | "failed" | "skipped";
  readonly summary: string;
};

const VERBS: readonly Verb[] = [
  { word: "succeed", to: "succeeded", summary: "mark a lost or failed track as succeeded" },
  { word: "skip", to: "skipped", summary: "skip a lost or failed track: what waits for it goes on" },
  { word: "fail", to: "failed", summary: "mark a running or lost track as failed, and end its script" },
];

/** `track succeed|skip|fail PIPELINE VERTEX`: a person decides a track's end; the track keeps who and why. */
export function addTrackForce(group: Command, context: CommandContext): void {
  for (const verb of VERBS) add(group, context, verb);
}

function add(group: Command, context: CommandContext, { word, to, summary }: Verb): void {
  const verb = defineVerb(group, word, summary, `track ${word} 7 upgrade --reason 'looked at the host'`)
    .argument("<pipeline>", "the pipeline's number")
    .argument("<vertex>", "the vertex's name");
  if (to === "succeeded")
    verb.option("-p, --param <name=value>", "an output of the track (repeatable)", collect);
  if (to !== "failed")
    verb.option(
      "--next <vertex>",
      "a successor that goes on, whatever its condition says (repeatable)",
      collect,
    );
  verb
    .option("--reason <text>", "why; it is kept with the track, and needed without --dry-run")
    .option("--dry-run", "change nothing; say what would follow")
    .action(async (pipeline: string, vertex: string, { json, param, next, reason, dryRun }: ForceOptions) => {
      if (reason === undefined && dryRun !== true) throw noReason();
      const id = rowId(pipeline, "pipeline");
      const outputs = param === undefined ? undefined : await namedValues(param);
      const client = await context.server();
      const given = { ...(outputs && { outputs }), ...(next && { next: [...next] }) };
      const preview = client.tracks.previewForce.mutate({ id, vertex, to, ...given });
      if (reason === undefined || dryRun === true) {
        givePreview(context, { json }, await preview);
        return;
      }
      await sayBefore(context, preview);
      const forced = await client.tracks.force.mutate({ id, vertex, to, reason, ...given });
      context.give(
        { json },
        summaryDocument(forced),
        () => `${vertex} of pipeline ${id} is ${forcedWords(to)}.\n`,
      );
    });
}
