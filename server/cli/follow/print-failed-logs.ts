import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { CommandContext } from "../command/command-context.ts";
import { type LogOptions, printAttempt } from "./print-log.ts";

/** Prints the newest logs of the tracks whose failure counts, the first failure first, each below a line that names it. */
export async function printFailedLogs(
  context: CommandContext,
  id: number,
  options: LogOptions,
): Promise<void> {
  const client = await context.server();
  const { tracks } = await client.pipelines.show.query({ id });
  const failed = tracks
    .filter(({ failure, attempt }) => failure !== null && !failure.isHandled && attempt > 0)
    .sort((one, other) => endOf(one) - endOf(other));
  if (failed.length === 0) context.say(`Pipeline ${id} has no failed track with a log.`);
  const documents: object[] = [];
  for (const { vertex, attempt, failure } of failed) {
    const reason = failure?.reason == null ? "" : `: ${failure.reason}`;
    if (!options.json) context.give(options, null, () => `==> ${vertex}, attempt ${attempt}${reason} <==\n`);
    const { document, endsLine } = await printAttempt(context, client, { id, vertex }, attempt, options);
    if (!options.json && !endsLine) context.give(options, null, () => "\n");
    documents.push(document);
  }
  if (options.json) context.give(options, documents, () => "");
}

function endOf({ finishedAt }: TrackView): number {
  return finishedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
