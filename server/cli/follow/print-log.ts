import type { LogChunk, LogPage, PipelineView, TrackView } from "#contract/pipelines.ts";
import type { PipelineDelta } from "#contract/watch.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { notFound } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { followPipeline } from "./follow-pipeline.ts";
import { type LogOutput, logOutput } from "./log-output.ts";

type Place = { readonly id: number; readonly vertex: string };
type LogOptions = JsonOption & {
  readonly attempt?: number;
  readonly follow?: true;
  readonly timestamps?: boolean;
};

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
    printer.end();
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
    if (track?.state === "lost" && track.attempt === attempt) {
      printer.pause();
      context.say(`${vertex} is lost. ${track.why ?? ""}`);
    }
    return log !== null && printer.take(log);
  };
  await followPipeline(context, { id, rev, log: { vertex, attempt } }, take, stopped);
}

class LogPrinter {
  /** Null: the log becomes one document. */
  private readonly output: LogOutput | null;
  private readonly chunks: LogChunk[] = [];
  private isComplete = false;

  constructor(context: CommandContext, { json, timestamps = false }: LogOptions) {
    this.output = json ? null : logOutput(context, timestamps);
  }

  /** Prints a page, or keeps it for the document; true once nothing more follows. */
  take({ chunks, isComplete }: LogPage): boolean {
    this.isComplete = isComplete;
    if (this.output === null) this.chunks.push(...chunks);
    else this.output.take(chunks);
    return isComplete;
  }

  /** To be called before something else is printed. */
  pause(): void {
    this.output?.pause();
  }

  /** Prints what was kept back. */
  end(): void {
    this.output?.end();
  }

  document() {
    return { isComplete: this.isComplete, chunks: this.chunks };
  }
}
