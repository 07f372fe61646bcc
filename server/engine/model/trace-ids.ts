import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What a trace is of. A restored database may give a number of a pipeline again; the time tells the two apart. */
export type TracedPipeline = {
  readonly pipelineId: number;
  /** In milliseconds since 1970. */
  readonly launchedAt: number;
};

export type TracedAttempt = TracedPipeline & { readonly trackId: number; readonly attempt: number };

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;

/** The id of the trace of a pipeline, as 32 hexadecimal digits. It follows from the pipeline, so that all processes agree. */
export function traceIdOf({ pipelineId, launchedAt }: TracedPipeline): string {
  return hexOf(`pipeline ${pipelineId} ${launchedAt}`, TRACE_BYTES);
}

/** The id of the span of a whole pipeline, as 16 hexadecimal digits. */
export function pipelineSpanId({ pipelineId, launchedAt }: TracedPipeline): string {
  return hexOf(`span of pipeline ${pipelineId} ${launchedAt}`, SPAN_BYTES);
}

/** The id of the span of one attempt, as 16 hexadecimal digits. */
export function attemptSpanId({ pipelineId, launchedAt, trackId, attempt }: TracedAttempt): string {
  return hexOf(`span of attempt ${pipelineId} ${launchedAt} ${trackId} ${attempt}`, SPAN_BYTES);
}

/** What an attempt's script and requests are told, by the W3C's Trace Context: spans that they make are part of its span. */
export function traceparentOf(attempt: TracedAttempt): string {
  return `00-${traceIdOf(attempt)}-${attemptSpanId(attempt)}-01`;
}

function hexOf(text: string, bytes: number): string {
  return bytesToHex(sha256(utf8ToBytes(text)).slice(0, bytes));
}
