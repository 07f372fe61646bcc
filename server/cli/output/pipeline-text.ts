import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import { pipelineTimeLeft, trackTimeLeft } from "#engine/explain/time-left.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { asLabel, STATE_WORDS } from "#engine/model/state-words.ts";
import { labelLines } from "#engine/shape/launch-labels.ts";
import { cutText } from "#engine/text/cut-text.ts";
import type { CommandContext } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { spanText, timeText } from "../text/time-text.ts";

const DIGEST_DIGITS = 12;
/** A list of hosts may have thousands: `--json` has the whole value. */
const MAX_PARAM_TEXT = 1_000;

/** `sha256:7f3a…`: the part of a digest that people compare. */
export function shortDigest(digest: string): string {
  return digest.slice(0, "sha256:".length + DIGEST_DIGITS);
}

/** The pipeline's state with its flags and remarks: `running, paused`, `succeeded · 1 failure handled`. */
export function stateWords(pipeline: PipelineSummary): string {
  const { state, isPaused, isParentPaused, isCancelling, isQueued, remarks } = pipeline;
  const flags = [
    isQueued && state === "running" ? STATE_WORDS.pending : STATE_WORDS[state],
    ...(isPaused && state === "running" ? ["paused"] : []),
    ...(isParentPaused && state === "running" ? ["its parent is paused"] : []),
    ...(isCancelling ? ["cancelling"] : []),
  ].join(", ");
  return remarks === "" ? flags : `${flags} · ${remarks}`;
}

/** The colour of a pipeline's state. A success with stale tracks is a warning. */
export function statePaint({ paint }: CommandContext, { state, staleTracks }: PipelineSummary) {
  return state === "succeeded" && staleTracks > 0 ? paint.warning : paint.state(state);
}

/** A pipeline with its tracks, for people. */
export function pipelineText(context: CommandContext, view: PipelineView): string {
  const { pipeline, params, timeoutMs, tracks } = view;
  const now = Date.now();
  const timeLeft = pipelineTimeLeft(pipeline.dueAt, timeoutMs, now, spanText);
  const lines: readonly (readonly [string, string])[] = [
    ["Pipeline", `${pipeline.id}  ${shownText(pipeline.name)}`],
    ["Graph", `${pipeline.graph}@${pipeline.revision}  ${shortDigest(pipeline.digest)}`],
    ["State", statePaint(context, pipeline)(stateWords(pipeline)) + reasonOf(pipeline)],
    ...(pipeline.needs === "" ? [] : [["Needs you", shownText(pipeline.needs)] as const]),
    ...(timeLeft === null ? [] : [["Time", timeLeft] as const]),
    ...(pipeline.priority === 0 ? [] : [["Priority", String(pipeline.priority)] as const]),
    ...labelLines(pipeline.labels).map((label) => ["Label", shownText(label)] as const),
    ["Launched", `${timeText(pipeline.launchedAt)} by ${shownText(pipeline.launchedBy)}`],
    ...(pipeline.finishedAt === null
      ? []
      : [
          [
            "Finished",
            `${timeText(pipeline.finishedAt)} after ${tookText(pipeline.launchedAt, pipeline.finishedAt)}`,
          ] as const,
        ]),
    ...Object.entries(params).map(
      ([name, value]) => ["Param", `${name} = ${paramText(writeJson(value))}`] as const,
    ),
  ];
  const head = lines.map(([word, text]) => `${word.padEnd(10)}${text}\n`).join("");
  const table = context.table(
    ["VERTEX", "STATE", "ATTEMPT", "EXIT", "TOOK", "WHY"],
    tracks.map((track) => trackCells(context, track, now)),
  );
  const calls = tracks.flatMap(({ vertex, callback }) =>
    callback === null ? [] : [`\nCall ${vertex} at ${callback}`],
  );
  return `${head}\n${table}${calls.join("")}${calls.length > 0 ? "\n" : ""}`;
}

function paramText(json: string): string {
  if (json.length <= MAX_PARAM_TEXT) return shownText(json);
  const length = json.length.toLocaleString("en");
  return `${shownText(cutText(json, MAX_PARAM_TEXT))}… (${length} characters, all of them with --json)`;
}

function reasonOf({ reason }: PipelineSummary): string {
  return reason === null ? "" : `  ${shownText(reason)}`;
}

function trackCells(context: CommandContext, track: TrackView, now: number) {
  const timeLeft = trackTimeLeft(track, now, spanText);
  return [
    track.vertex,
    {
      text: [track.word, track.isStale && "stale", track.override !== null && "override"]
        .filter(Boolean)
        .join(", "),
      paint: track.isStale ? context.paint.warning : context.paint.state(track.state),
    },
    track.attempt === 0 ? "-" : String(track.attempt),
    track.signal ?? (track.exitCode === null ? "-" : String(track.exitCode)),
    tookText(track.startedAt, track.finishedAt),
    [whyText(track), valuesSetText(track), ...(timeLeft === null ? [] : [`(${timeLeft})`])]
      .filter((text) => text !== "")
      .join(" "),
  ];
}

/** Why it waits or ended so, and the child pipeline of its newest attempt where that does not name it. */
function whyText({ why, child, attempt }: TrackView): string {
  const said = why ?? "";
  if (child?.attempt !== attempt || new RegExp(`\\bpipeline ${child.id}\\b`, "i").test(said)) return said;
  return `${said} Pipeline ${child.id} ${STATE_WORDS[child.state]}.`.trim();
}

/** Who set values of it and why. Who marked it is in the reason why it ended so. */
function valuesSetText({ override }: TrackView): string {
  const said = override === null ? null : /values set.*$/s.exec(override);
  return said === null ? "" : `${asLabel(said[0])}.`;
}

/** How long it took, `-` where it has not begun or has not ended. */
export function tookText(startedAt: Date | null, finishedAt: Date | null): string {
  return startedAt === null || finishedAt === null
    ? "-"
    : spanText(finishedAt.getTime() - startedAt.getTime());
}
