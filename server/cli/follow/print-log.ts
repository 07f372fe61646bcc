import type { LogChunk, LogPage, PipelineDelta, PipelineView, TrackView } from "#contract/pipelines.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { notFound } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { shownLog } from "../text/shown-text.ts";
import { followPipeline } from "./follow-pipeline.ts";

type Place = { readonly id: number; readonly vertex: string };
type LogOptions = JsonOption & { readonly attempt?: number; readonly follow?: true };

const PAGE = 200;

/**
 * Prints the log of an attempt. The script's output goes to stdout, in its order. Messages of Signalbox go to stderr,
 * so that no script can imitate them.
 *
 * @throws CommandProblem where the vertex has no such attempt.
 */
export async function printLog(context: CommandContext, place: Place, options: LogOptions): Promise<void> {
  const client = await context.server();
  const printer = new LogPrinter(context, options);
  const interrupt = new AbortController();
  const takeBack = options.follow ? context.terminal.onInterrupt(() => interrupt.abort()) : () => {};
  try {
    const { track, rev } = await attemptedTrack(context, client, place, options, interrupt.signal);
    const attempt = options.attempt ?? track.attempt;
    if (track.attempt === 0) giveEmpty(context, place, track, options);
    else if (attempt > track.attempt)
      throw notFound(
        `${place.vertex} of pipeline ${place.id} was attempted ${track.attempt} times: there is no attempt ${attempt}.`,
      );
    else {
      if (options.follow) await followLog(context, place, attempt, rev, printer, interrupt.signal);
      else await readWhole(client, place, attempt, printer);
      if (options.json)
        context.give(options, { ...documentOf(place, attempt), ...printer.document() }, () => "");
    }
  } finally {
    takeBack();
  }
  if (interrupt.signal.aborted) context.exitCode = EXIT_CODE.interrupted;
}

/** The track, once it has the wanted attempt or can never have it, and the rev at which it was read. */
async function attemptedTrack(
  context: CommandContext,
  client: Client,
  { id, vertex }: Place,
  { attempt: wanted = 1, follow }: LogOptions,
  stopped: AbortSignal,
): Promise<{ track: TrackView; rev: number }> {
  const view = await client.pipelines.show.query({ id });
  let { rev } = view.pipeline;
  let track = trackNamed(view, vertex);
  if (!follow || track.attempt >= wanted || view.pipeline.finishedAt !== null) return { track, rev };
  context.say(
    `${vertex} has not begun${wanted > 1 ? ` attempt ${wanted}` : ""}: ${track.why ?? track.state}`,
  );
  const take = (delta: PipelineDelta) => {
    rev = delta.rev;
    track = delta.tracks.find((each) => each.vertex === vertex) ?? track;
    return track.attempt >= wanted || (delta.pipeline !== null && delta.pipeline.finishedAt !== null);
  };
  await followPipeline(context, { id, rev, log: null }, take, stopped);
  return { track, rev };
}

function trackNamed({ pipeline, tracks }: PipelineView, vertex: string): TrackView {
  const track = tracks.find((each) => each.vertex === vertex);
  if (track !== undefined) return track;
  const known = tracks.slice(0, 10).map((each) => each.vertex);
  const more = tracks.length > known.length ? ` and ${tracks.length - known.length} more` : "";
  throw notFound(`Pipeline ${pipeline.id} has no vertex "${vertex}".`, `It has ${known.join(", ")}${more}.`);
}

function giveEmpty(
  context: CommandContext,
  place: Place,
  { why, state }: TrackView,
  options: LogOptions,
): void {
  context.say(
    `${place.vertex} of pipeline ${place.id} was not executed, nothing was printed: ${why ?? state}`,
  );
  if (options.json)
    context.give(options, { ...documentOf(place, null), isComplete: false, chunks: [] }, () => "");
}

function documentOf({ id, vertex }: Place, attempt: number | null) {
  return { pipeline: id, vertex, attempt };
}

async function readWhole(
  client: Client,
  { id, vertex }: Place,
  attempt: number,
  printer: LogPrinter,
): Promise<void> {
  let after = 0;
  for (;;) {
    const page = await client.pipelines.readLog.query({ id, vertex, attempt, after, limit: PAGE });
    printer.take(page);
    after = page.next;
    if (page.chunks.length < PAGE) return;
  }
}

async function followLog(
  context: CommandContext,
  { id, vertex }: Place,
  attempt: number,
  rev: number,
  printer: LogPrinter,
  stopped: AbortSignal,
): Promise<void> {
  const take = ({ tracks, log }: PipelineDelta) => {
    const track = tracks.find((each) => each.vertex === vertex);
    if (track?.state === "lost" && track.attempt === attempt)
      context.say(`${vertex} is lost. ${track.why ?? ""}`);
    return log !== null && printer.take(log);
  };
  await followPipeline(context, { id, rev, log: { vertex, attempt } }, take, stopped);
}

class LogPrinter {
  private readonly context: CommandContext;
  private readonly isJson: boolean;
  private readonly chunks: LogChunk[] = [];
  private isComplete = false;

  constructor(context: CommandContext, { json }: LogOptions) {
    this.context = context;
    this.isJson = json === true;
  }

  /** Prints a page, or keeps it for the document; true once nothing more follows. */
  take({ chunks, isComplete }: LogPage): boolean {
    this.isComplete = isComplete;
    for (const chunk of chunks) {
      if (this.isJson) this.chunks.push(chunk);
      else this.print(chunk);
    }
    return isComplete;
  }

  private print({ stream, text }: LogChunk): void {
    const { stdout } = this.context.terminal;
    if (stream === "system") this.context.say(shownLog(text).trimEnd());
    // A file or a pipe gets the unchanged output. A terminal would carry out control sequences in it.
    else stdout.write(stdout.isTTY ? shownLog(text) : text);
  }

  document() {
    return { isComplete: this.isComplete, chunks: this.chunks };
  }
}
