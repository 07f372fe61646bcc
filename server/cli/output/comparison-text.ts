import type { PipelineComparison, RevisionComparison } from "#contract/pipelines/comparison.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { durationChange, type TrackComparison, type TrackSide } from "#engine/compare/compare-pipelines.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { wordOfState } from "#engine/model/state-words.ts";
import type { CommandContext } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { spanText } from "../text/time-text.ts";
import { diffText } from "./diff-text.ts";
import { summaryDocument } from "./pipeline-document.ts";
import { statePaint, stateWords, tookText } from "./pipeline-text.ts";

/** A comparison as `--json` prints it. `graph` is null where both run the same content. */
export function comparisonDocument(found: PipelineComparison, revisions: RevisionComparison | null) {
  return {
    a: summaryDocument(found.a),
    b: summaryDocument(found.b),
    sameGraph: found.isSameGraph,
    first: found.first?.vertex ?? null,
    vertices: found.vertices,
    differing: found.differing,
    params: found.params.map(({ name, a, b }) => ({ name, a: a ?? null, b: b ?? null })),
    tracks: found.tracks.map((track) => ({
      ...track,
      durationChange: durationChange(track),
    })),
    graph: revisions?.diff ?? null,
  };
}

/** A comparison for people: both pipelines, where they parted, their values, their tracks and their graphs. */
export function comparisonText(
  context: CommandContext,
  found: PipelineComparison,
  revisions: RevisionComparison | null,
): string {
  const { a, b, first, params, tracks, vertices, differing, isSameGraph } = found;
  const head = [headLine(context, a), headLine(context, b)];
  if (!isSameGraph) head.push("They run different graphs: vertices of the same name are compared.");
  head.push(
    first === null
      ? `No track differs, of ${vertices}.`
      : `First difference: ${first.vertex} (${first.differs.join(", ")}). ${differing} of ${vertices} tracks differ.`,
    ...params.map(({ name, a: now, b: then }) => `Param ${name}: ${valueText(then)} => ${valueText(now)}`),
  );
  const table =
    tracks.length === 0
      ? ""
      : `\n${context.table(
          ["VERTEX", `#${a.id}`, `#${b.id}`, `#${a.id} TOOK`, `#${b.id} TOOK`, "CHANGE", "DIFFERS IN"],
          tracks.map((track) => cellsOf(context, track)),
        )}`;
  const graphs =
    revisions === null
      ? ""
      : `\n${diffText(context, { a: revisions.before, b: revisions.after, diff: revisions.diff })}`;
  return `${head.map((line) => `${line}\n`).join("")}${table}${graphs}`;
}

function headLine(context: CommandContext, pipeline: PipelineSummary): string {
  const { id, name, graph, revision, launchedAt, finishedAt } = pipeline;
  const state = statePaint(context, pipeline)(stateWords(pipeline));
  return `#${id}  ${shownText(name)}  ${graph}@${revision}  ${state}  ${tookText(launchedAt, finishedAt)}`;
}

function valueText(value: Json | undefined): string {
  return value === undefined ? "(none)" : shownText(writeJson(value));
}

function cellsOf(context: CommandContext, track: TrackComparison) {
  const change = durationChange(track);
  return [
    track.vertex,
    sideCell(context, track.a),
    sideCell(context, track.b),
    took(track.a),
    took(track.b),
    change === null ? "-" : changeText(change),
    track.differs.includes("vertex") ? "only in one of them" : track.differs.join(", "),
  ];
}

function sideCell({ paint }: CommandContext, side: TrackSide | null) {
  return side === null ? "-" : { text: wordOfState(side.state), paint: paint.state(side.state) };
}

function took(side: TrackSide | null): string {
  return side?.durationMs == null ? "-" : spanText(side.durationMs);
}

function changeText({ ms, ratio }: { readonly ms: number; readonly ratio: number | null }): string {
  const words = `${ms < 0 ? "-" : "+"}${spanText(Math.abs(ms))}`;
  return ratio === null ? words : `${words} ${Number(ratio.toFixed(2))}x`;
}
