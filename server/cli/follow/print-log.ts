import type { LogChunk, LogPage, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import type { LogLine } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { shownText } from "#engine/log/shown-line.ts";
import { removedText } from "#engine/retention/removed-text.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { CommandProblem, notFound } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { isConnectionProblem } from "../command/problem-of.ts";
import { followPipeline } from "./follow-pipeline.ts";
import { LineSkipper } from "./line-skipper.ts";
import { type LogOutput, logOutput } from "./log-output.ts";
import { MatchedLines, printMatch } from "./matched-lines.ts";

type Place = { readonly id: number; readonly vertex: string };
export type LogOptions = JsonOption & {
  readonly attempt?: number;
  readonly follow?: true;
  readonly timestamps?: boolean;
  /** Only so many of the last lines. */
  readonly tail?: number;
  /** Only lines that it finds; of the last lines where there is `tail`. */
  readonly matcher?: LogMatcher;
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
      const after = await tailOf(client, place, attempt, options, printer, interrupt.signal);
      if (options.follow)
        await followLog(context, { ...place, after }, attempt, rev, printer, interrupt.signal);
      else await readRest(client, place, attempt, after, printer);
      const whyNone = printer.whyNoMatch(`${place.vertex}, attempt ${attempt},`);
      if (whyNone !== null) context.say(whyNone);
      tellOfChild(context, place, track, attempt);
      if (options.json)
        context.give(options, { ...documentOf(place, attempt), ...printer.document() }, () => "");
    }
  } catch (error) {
    // The request that was under way is broken off, too.
    if (!interrupt.signal.aborted || !isConnectionProblem(error)) throw error;
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
  const view = await client.pipelines.show.query({ id }, { signal: stopped });
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
  const nothing = options.matcher === undefined ? { chunks: [] } : { matches: [] };
  if (options.json)
    context.give(options, { ...documentOf(place, null), isComplete: false, ...nothing }, () => "");
}

/** What a child pipeline printed is in the logs of its own tracks. */
function tellOfChild(
  context: CommandContext,
  { id, vertex }: Place,
  { child }: TrackView,
  attempt: number,
): void {
  if (child?.attempt !== attempt) return;
  context.say(
    `${vertex} of pipeline ${id} runs as pipeline ${child.id}: list its tracks with \`pipeline show ${child.id}\`, ` +
      `read one with \`logs ${child.id} VERTEX\`.`,
  );
}

function documentOf({ id, vertex }: Place, attempt: number | null) {
  return { pipeline: id, vertex, attempt };
}

/**
 * Prints the log of an attempt up to what is stored now.
 *
 * @returns it as a document, and whether what was printed ends with a line break.
 */
export async function printAttempt(
  context: CommandContext,
  client: Client,
  place: Place,
  attempt: number,
  options: LogOptions,
): Promise<{ document: object; endsLine: boolean }> {
  const printer = new LogPrinter(context, options);
  await readRest(client, place, attempt, await tailOf(client, place, attempt, options, printer), printer);
  printer.end();
  return {
    document: { ...documentOf(place, attempt), ...printer.document() },
    endsLine: printer.endsLine,
  };
}

/** Where the log is read from, and has the printer leave out what is in front of the wanted lines. */
async function tailOf(
  client: Client,
  { id, vertex }: Place,
  attempt: number,
  { tail }: LogOptions,
  printer: LogPrinter,
  stopped?: AbortSignal,
): Promise<number> {
  if (tail === undefined) return 0;
  const { after, first, line } = await client.pipelines.findLogLine.query(
    { id, vertex, attempt, line: -tail },
    { ...(stopped !== undefined && { signal: stopped }) },
  );
  printer.skip(Math.max(0, line - first), first);
  return after;
}

async function readRest(
  client: Client,
  { id, vertex }: Place,
  attempt: number,
  from: number,
  printer: LogPrinter,
): Promise<void> {
  let after = from;
  for (;;) {
    const page = await client.pipelines.readLog.query({ id, vertex, attempt, after, limit: PAGE });
    printer.take(page);
    after = page.next;
    if (page.chunks.length < PAGE) return;
  }
}

async function followLog(
  context: CommandContext,
  { id, vertex, after }: Place & { readonly after: number },
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
  await followPipeline(context, { id, rev, log: { vertex, attempt, after } }, take, stopped);
}

class LogPrinter {
  private readonly context: CommandContext;
  /** Null: the log becomes one document. */
  private readonly output: LogOutput | null;
  /** Null: every line is wanted. */
  private readonly matched: MatchedLines | null;
  private readonly chunks: LogChunk[] = [];
  private readonly matches: object[] = [];
  private isEnded = false;
  private isComplete = false;
  private removedAt: Date | undefined;
  private isAnyPrinted = false;
  private skipper = new LineSkipper(0);
  /** Whether nothing was printed behind the last line break. */
  endsLine = true;

  constructor(context: CommandContext, { json, timestamps = false, matcher }: LogOptions) {
    this.context = context;
    const give = json ? (line: LogLine) => this.keep(line) : printMatch(context, timestamps);
    this.matched = matcher === undefined ? null : new MatchedLines(matcher, give);
    this.output = this.matched ?? (json ? null : logOutput(context, timestamps));
  }

  /** Leaves out so many lines of what comes, which begins with the line `first`. */
  skip(lines: number, first: number): void {
    this.skipper = new LineSkipper(lines);
    this.matched?.beginWith(first + lines);
  }

  /** Why no line was found that was looked for, also not in what has not ended with a line break. Null where there is nothing to say. */
  whyNoMatch(attempt: string): string | null {
    if (this.matched === null) return null;
    this.end();
    // That it was removed was said already.
    if (this.matched.count > 0 || this.removedAt !== undefined) return null;
    if (this.isAnyPrinted) return `No line of the log of ${attempt} has it.`;
    return this.isComplete
      ? `${attempt} printed nothing: it has no log.`
      : `${attempt} has printed nothing yet: it has no log.`;
  }

  private keep({ number: line, stream, at, text }: LogLine): void {
    this.matches.push({ line, stream, at, text: shownText(text) });
  }

  /** Prints a page, or keeps it for the document; true once nothing more follows. */
  take({ vertex, attempt, chunks: all, isComplete, removedAt, problem }: LogPage): boolean {
    this.isComplete = isComplete;
    if (all.length > 0) this.isAnyPrinted = true;
    if (problem !== undefined)
      throw new CommandProblem(EXIT_CODE.refused, { code: "state-forbids", text: problem });
    if (removedAt !== undefined)
      this.context.say(`The log of ${vertex}, attempt ${attempt}, was ${removedText(removedAt)}.`);
    this.removedAt = removedAt;
    const chunks = this.skipper.take(all);
    this.endsLine =
      chunks.findLast(({ stream }) => stream !== "system")?.text.endsWith("\n") ?? this.endsLine;
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
    if (!this.isEnded) this.output?.end();
    this.isEnded = true;
  }

  document() {
    const { isComplete, chunks, matches, removedAt } = this;
    const found = this.matched === null ? { chunks } : { matches };
    return { isComplete, ...found, ...(removedAt !== undefined && { removedAt }) };
  }
}
