import type { PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { pipelineDocument, trackDocument } from "../output/pipeline-document.ts";
import { statePaint, stateWords, tookText } from "../output/pipeline-text.ts";
import { displayWidth } from "../text/display-width.ts";
import { shownText } from "../text/shown-text.ts";
import { clockText } from "../text/time-text.ts";
import { followPipeline } from "./follow-pipeline.ts";

/** A message about what to do is printed for at most this many failed or stale tracks. */
const MAX_HINTS = 3;

/**
 * Prints what happens to a pipeline, one line for each track that changes, until it has ended. Sets the exit code: 0
 * where it succeeded, 1 where it did not, also where nobody reads the lines any more. Ctrl-C ends the command, not the
 * pipeline.
 *
 * With `--json` the lines go to stderr, and the ended pipeline to stdout; with `--json` and `isStream` each change is a line of
 * JSON on stdout, and so is the ended pipeline.
 */
export async function watchUntilEnd(
  context: CommandContext,
  id: number,
  options: JsonOption & { readonly isStream?: boolean },
): Promise<void> {
  const client = await context.server();
  const first = await client.pipelines.show.query({ id });
  const isStream = options.isStream === true && options.json === true;
  const printer = new ChangePrinter(context, first, (track, line) => {
    if (isStream) context.giveLine({ type: "track", ...trackDocument(track), word: track.word });
    else if (options.json) context.say(line());
    else context.terminal.stdout.write(`${line()}\n`);
  });
  printer.tell(first.tracks);
  const interrupt = new AbortController();
  const takeBack = context.terminal.onInterrupt(() => interrupt.abort());
  try {
    if (first.pipeline.finishedAt === null)
      await followPipeline(
        context,
        { id, rev: first.pipeline.rev, log: null },
        (delta) => {
          printer.tell(delta.tracks);
          return delta.pipeline !== null && delta.pipeline.finishedAt !== null;
        },
        interrupt.signal,
      );
  } finally {
    takeBack();
  }
  if (interrupt.signal.aborted) {
    context.say(
      `Pipeline ${id} goes on without you. Watch it again with \`pipeline watch ${id}\`, end it with \`pipeline cancel ${id}\`.`,
    );
    context.exitCode = EXIT_CODE.interrupted;
    return;
  }
  const last = await client.pipelines.show.query({ id });
  // That it has ended may be told before what ended with it: what others say of a pipeline comes with its newest state.
  printer.tell(last.tracks);
  if (isStream) context.giveLine({ type: "pipeline", ...pipelineDocument(last) });
  else context.give(options, pipelineDocument(last), () => endText(context, last));
  for (const { vertex } of last.tracks.filter(({ isStale }) => isStale).slice(0, MAX_HINTS))
    context.say(
      `${vertex} is older than what it waits for: run it again with \`track retry ${id} ${quoted(vertex)} --downstream --reason TEXT\`.`,
    );
  if (last.pipeline.state === "succeeded") return;
  context.exitCode = EXIT_CODE.pipelineFailed;
  for (const { vertex } of last.tracks.filter((track) => track.hadNoTime).slice(0, 1))
    context.say(`What had no time goes on with \`track retry ${id} ${quoted(vertex)} --reason TEXT\`.`);
  for (const { vertex, child } of last.tracks.filter(({ state }) => state === "failed").slice(0, MAX_HINTS))
    context.say(
      `${vertex} failed: look with \`logs ${id} ${child === null ? quoted(vertex) : "--failed"}\`, run it again with \`track retry ${id} ${quoted(vertex)} --reason TEXT\`.`,
    );
}

/** A vertex's name, quoted for a shell where needed. */
function quoted(vertex: string): string {
  return /^[\w.-]+$/.test(vertex) ? vertex : `'${vertex}'`;
}

function endText(context: CommandContext, { pipeline }: PipelineView): string {
  const state = statePaint(context, pipeline)(stateWords(pipeline));
  const why = pipeline.reason === null ? "" : `: ${shownText(pipeline.reason)}`;
  return `Pipeline ${pipeline.id} ${state} after ${tookText(pipeline.launchedAt, pipeline.finishedAt)}${why}\n`;
}

/** Prints each change of a track once. */
class ChangePrinter {
  private readonly context: CommandContext;
  private readonly id: number;
  private readonly write: (track: TrackView, line: () => string) => void;
  private readonly width: number;
  private readonly told = new Map<number, string>();

  constructor(
    context: CommandContext,
    { pipeline, tracks }: PipelineView,
    write: (track: TrackView, line: () => string) => void,
  ) {
    this.context = context;
    this.id = pipeline.id;
    this.write = write;
    this.width = Math.max(...tracks.map(({ vertex }) => displayWidth(vertex)));
  }

  tell(tracks: readonly TrackView[]): void {
    for (const track of tracks) {
      const now = `${track.state} ${track.attempt} ${track.prompt} ${track.finishedAt?.getTime()}`;
      const isNews =
        this.told.get(track.number) !== now && (track.state !== "waiting" || this.told.has(track.number));
      this.told.set(track.number, now);
      if (isNews) this.write(track, () => this.line(track));
    }
  }

  private line(track: TrackView): string {
    const at = clockText(track.finishedAt ?? track.startedAt ?? track.readyAt ?? new Date());
    const name = shownText(track.vertex) + " ".repeat(this.width - displayWidth(track.vertex));
    const state = this.context.paint.state(track.state)(track.word.padEnd(9));
    return `${this.context.paint.dim(at)}  ${name}  ${state}  ${shownText(this.more(track))}`.trimEnd();
  }

  private more(track: TrackView): string {
    const attempt = track.attempt > 1 ? `attempt ${track.attempt}` : "";
    switch (track.state) {
      case "prompting":
        return track.prompt === null
          ? ""
          : `look with \`prompt show ${track.prompt}\`, then \`prompt answer ${track.prompt}\``;
      case "lost":
        return `${track.why ?? ""} \`track retry|succeed|fail ${this.id} ${quoted(track.vertex)} --reason TEXT\``;
      case "running":
        return [attempt, track.runner === null ? "" : `on ${track.runner}`].filter(Boolean).join(" ");
      case "succeeded":
        return [tookText(track.startedAt, track.finishedAt), attempt].filter(Boolean).join(", ");
      case "pending":
        return attempt;
      case "reverting":
        // It says the same of every undo until a runner has it.
        return track.sleep === null && track.queuedFor !== null ? "" : (track.why ?? "");
      default:
        return track.why ?? "";
    }
  }
}
