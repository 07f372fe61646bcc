import { attemptSpanId, pipelineSpanId, traceIdOf } from "#engine/model/trace-ids.ts";
import type { TracedAttemptRow, TracedPipelineRow } from "#repos/metrics/trace-rows.ts";

type Value =
  | { readonly stringValue: string }
  /** By the rules of OTLP, a whole number is a text. */
  | { readonly intValue: string };
type Attribute = { readonly key: string; readonly value: Value };
type Link = { readonly traceId: string; readonly spanId: string; readonly attributes: readonly Attribute[] };

/** A span as OTLP has it in JSON. */
type Span = Link & {
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly links: readonly Link[];
  readonly status: { readonly code: number };
};

const INTERNAL = 1;
const OK = 1;
const ERROR = 2;
const UNSET = 0;

/**
 * The traces of these pipelines, as OTLP has them in JSON: names, states and times, and nothing of their values.
 *
 * @param isMore true where another document had their own spans and their first attempts.
 */
export function traceDocument(
  pipelines: readonly TracedPipelineRow[],
  attempts: readonly TracedAttemptRow[],
  serviceName: string,
  isMore: boolean,
): object {
  const byId = new Map(pipelines.map((pipeline) => [pipeline.id, pipeline]));
  const spans = [
    ...(isMore ? [] : pipelines.map(pipelineSpan)),
    ...attempts.flatMap((attempt) => {
      const pipeline = byId.get(attempt.pipelineId);
      return pipeline === undefined || attempt.finishedAt === null ? [] : [attemptSpan(pipeline, attempt)];
    }),
  ];
  return {
    resourceSpans: [
      {
        resource: { attributes: [text("service.name", serviceName)] },
        scopeSpans: [{ scope: { name: "signalbox" }, spans }],
      },
    ],
  };
}

function pipelineSpan(row: TracedPipelineRow): Span {
  const { id, graph, revision, state, launchedAt, finishedAt, parentId, parentLaunchedAt } = row;
  const traced = { pipelineId: id, launchedAt: launchedAt.getTime() };
  const parent =
    parentId === null || parentLaunchedAt === null
      ? null
      : { pipelineId: parentId, launchedAt: parentLaunchedAt.getTime() };
  return {
    traceId: traceIdOf(traced),
    spanId: pipelineSpanId(traced),
    name: graph,
    kind: INTERNAL,
    startTimeUnixNano: nanoOf(launchedAt),
    endTimeUnixNano: nanoOf(finishedAt ?? launchedAt),
    attributes: [
      text("signalbox.graph", graph),
      number("signalbox.revision", revision ?? 0),
      number("signalbox.pipeline", id),
      text("signalbox.state", state),
    ],
    links:
      parent === null
        ? []
        : [
            {
              traceId: traceIdOf(parent),
              spanId: pipelineSpanId(parent),
              attributes: [text("signalbox.link", "child of")],
            },
          ],
    status: { code: state === "succeeded" ? OK : state === "failed" ? ERROR : UNSET },
  };
}

function attemptSpan(pipeline: TracedPipelineRow, row: TracedAttemptRow): Span {
  const { trackId, number: attempt, kind, undoes, state, exitCode, startedAt, finishedAt, readyAt } = row;
  const traced = { pipelineId: pipeline.id, launchedAt: pipeline.launchedAt.getTime() };
  const traceId = traceIdOf(traced);
  const linkTo = (earlier: number, word: string): Link => ({
    traceId,
    spanId: attemptSpanId({ ...traced, trackId, attempt: earlier }),
    attributes: [text("signalbox.link", word)],
  });
  const isLast = attempt === row.last && readyAt !== null && readyAt <= startedAt;
  return {
    traceId,
    spanId: attemptSpanId({ ...traced, trackId, attempt }),
    parentSpanId: pipelineSpanId(traced),
    name: kind === "undo" ? `undo ${row.vertex}` : row.vertex,
    kind: INTERNAL,
    startTimeUnixNano: nanoOf(startedAt),
    endTimeUnixNano: nanoOf(finishedAt ?? startedAt),
    attributes: [
      text("signalbox.vertex", row.vertex),
      number("signalbox.attempt", attempt),
      text("signalbox.state", state),
      text("signalbox.runner", row.runner),
      ...(exitCode === null ? [] : [number("signalbox.exit_code", exitCode)]),
      ...(isLast ? [number("signalbox.queue_ms", startedAt.getTime() - readyAt.getTime())] : []),
    ],
    links: [
      ...(undoes === null ? [] : [linkTo(undoes, "undoes")]),
      ...(undoes === null && attempt > 1 ? [linkTo(attempt - 1, "again after")] : []),
    ],
    status: { code: state === "succeeded" ? OK : state === "failed" || state === "lost" ? ERROR : UNSET },
  };
}

function text(key: string, value: string): Attribute {
  return { key, value: { stringValue: value } };
}

function number(key: string, value: number): Attribute {
  return { key, value: { intValue: String(value) } };
}

function nanoOf(at: Date): string {
  return `${at.getTime()}000000`;
}
