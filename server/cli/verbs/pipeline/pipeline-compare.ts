import type { Command } from "commander";
import type { PipelineComparison } from "#contract/pipelines/comparison.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { notFound } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { comparisonDocument, comparisonText } from "../../output/comparison-text.ts";

type Options = JsonOption & { readonly all?: true };

/** The API gives so many tracks in one answer. */
const PAGE = 500;

/** `pipeline compare ID [OTHER]`: what differs, and first where the two parted. */
export function addPipelineCompare(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "compare",
    "print what differs between two pipelines, and first where they parted",
    "pipeline compare 7 5",
  )
    .argument("<id>", "the pipeline's number")
    .argument(
      "[other]",
      "the pipeline that it is compared with; else the last of its graph that succeeded before it",
    )
    .option("--all", "also tracks that do not differ")
    .action(async (id: string, other: string | undefined, options: Options) => {
      const client = await context.server();
      const a = rowId(id, "pipeline");
      const b = other === undefined ? await lastSucceeded(client, a) : rowId(other, "pipeline");
      const found = await allTracks(client, { id: a, with: b, all: options.all ?? false });
      const revisions = found.isSameContent
        ? null
        : await client.pipelines.compareRevisions.query({ id: a, with: b });
      context.give(options, comparisonDocument(found, revisions), () =>
        comparisonText(context, found, revisions),
      );
    });
}

async function lastSucceeded(client: Client, id: number): Promise<number> {
  const { lastSucceeded: found } = await client.pipelines.comparable.query({ id });
  if (found !== null) return found;
  throw notFound(
    `No run of the graph of pipeline ${id} succeeded before it.`,
    `Name another pipeline: \`pipeline compare ${id} OTHER\`.`,
  );
}

async function allTracks(
  client: Client,
  asked: { readonly id: number; readonly with: number; readonly all: boolean },
): Promise<PipelineComparison> {
  const first = await client.pipelines.compare.query({ ...asked, limit: PAGE });
  const tracks = [...first.tracks];
  while (tracks.length < first.matching) {
    const next = await client.pipelines.compare.query({ ...asked, skip: tracks.length, limit: PAGE });
    if (next.tracks.length === 0) break;
    tracks.push(...next.tracks);
  }
  return { ...first, tracks };
}
