import type { LogChunk, LogPage, PipelineDelta, PipelineView, TrackView } from "#contract/pipelines.ts";
import type { Client } from "../command/client.ts";
import type { Desk, JsonOption } from "../command/command-context.ts";
import { notFound } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { shownLog } from "../text/shown-text.ts";
import { followPipeline } from "./follow-pipeline.ts";

type Place = { readonly id: number; readonly vertex: string };
type LogOptions = JsonOption & { readonly attempt?: number; readonly follow?: true };

const PAGE = 200;

/**
 * Prints the log of an attempt. What the script wrote goes to stdout, in the order it was written; what Signalbox has
 * to say about it goes to stderr, so that no script can speak in its name.
 *
 * @throws CommandProblem where the vertex has no such attempt.
 */
export async function printLog(desk: Desk, place: Place, options: LogOptions): Promise<void> {
  const client = await desk.server();
  const printer = new LogPrinter(desk, options);
  const interrupt = new AbortController();
  const takeBack = options.follow ? desk.terminal.onInterrupt(() => interrupt.abort()) : () => {};
  try {
    const { track, rev } = await attemptedTrack(desk, client, place, options, interrupt.signal);
    const attempt = options.attempt ?? track.attempt;
    if (track.attempt === 0) giveEmpty(desk, place, track, options);
    else if (attempt > track.attempt)
      throw notFound(
        `${place.vertex} of pipeline ${place.id} was attempted ${track.attempt} times: there is no attempt ${attempt}.`,
      );
    else {
      if (options.follow) await followLog(desk, place, attempt, rev, printer, interrupt.signal);
      else await readWhole(client, place, attempt, printer);
      if (options.json)
        desk.give(options, { ...documentOf(place, attempt), ...printer.document() }, () => "");
    }
  } finally {
    takeBack();
  }
  if (interrupt.signal.aborted) desk.exitCode = EXIT_CODE.interrupted;
}

/** The track, once it has the attempt that is wanted, or will not have it any more; and the rev it was seen at. */
async function attemptedTrack(
  desk: Desk,
  client: Client,
  { id, vertex }: Place,
  { attempt: wanted = 1, follow }: LogOptions,
  stopped: AbortSignal,
): Promise<{ track: TrackView; rev: number }> {
  const view = await client.pipelines.show.query({ id });
  let { rev } = view.pipeline;
  let track = trackNamed(view, vertex);
  if (!follow || track.attempt >= wanted || view.pipeline.finishedAt !== null) return { track, rev };
  desk.say(`${vertex} has not begun${wanted > 1 ? ` attempt ${wanted}` : ""}: ${track.why ?? track.state}`);
  const take = (delta: PipelineDelta) => {
    rev = delta.rev;
    track = delta.tracks.find((each) => each.vertex === vertex) ?? track;
    return track.attempt >= wanted || (delta.pipeline !== null && delta.pipeline.finishedAt !== null);
  };
  await followPipeline(desk, { id, rev, log: null }, take, stopped);
  return { track, rev };
}

function trackNamed({ pipeline, tracks }: PipelineView, vertex: string): TrackView {
  const track = tracks.find((each) => each.vertex === vertex);
  if (track !== undefined) return track;
  const known = tracks.slice(0, 10).map((each) => each.vertex);
  const more = tracks.length > known.length ? ` and ${tracks.length - known.length} more` : "";
  throw notFound(`Pipeline ${pipeline.id} has no vertex "${vertex}".`, `It has ${known.join(", ")}${more}.`);
}

function giveEmpty(desk: Desk, place: Place, { why, state }: TrackView, options: LogOptions): void {
  desk.say(`${place.vertex} of pipeline ${place.id} was not executed, nothing was printed: ${why ?? state}`);
  if (options.json)
    desk.give(options, { ...documentOf(place, null), isComplete: false, chunks: [] }, () => "");
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
  desk: Desk,
  { id, vertex }: Place,
  attempt: number,
  rev: number,
  printer: LogPrinter,
  stopped: AbortSignal,
): Promise<void> {
  const take = ({ tracks, log }: PipelineDelta) => {
    const track = tracks.find((each) => each.vertex === vertex);
    if (track?.state === "lost" && track.attempt === attempt)
      desk.say(`${vertex} is lost. ${track.why ?? ""}`);
    return log !== null && printer.take(log);
  };
  await followPipeline(desk, { id, rev, log: { vertex, attempt } }, take, stopped);
}

class LogPrinter {
  private readonly desk: Desk;
  private readonly isJson: boolean;
  private readonly chunks: LogChunk[] = [];
  private isComplete = false;

  constructor(desk: Desk, { json }: LogOptions) {
    this.desk = desk;
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
    const { stdout } = this.desk.terminal;
    if (stream === "system") this.desk.say(shownLog(text).trimEnd());
    // Into a file or a pipe goes what the script wrote; a terminal would obey it.
    else stdout.write(stdout.isTTY ? shownLog(text) : text);
  }

  document() {
    return { isComplete: this.isComplete, chunks: this.chunks };
  }
}
