import { writeJson } from "../json/write-json.ts";
import type { Json } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";

/** A vertex that failed, with the outputs that it gave before. */
export type VertexFailure = {
  readonly vertex: string;
  readonly reason: string;
  readonly outputs?: Readonly<Record<string, Json>>;
};

/** The longest SIGNALBOX_FAILURES, in bytes: a variable of 128 KiB or more would keep the script from starting. */
const MAX_FAILURES_BYTES = 96 * 1_024;

/**
 * Failures as JSON. If they are too long, first outputs are left out, from the last failure on, and then failures, also
 * from the last one on. It writes each failure at most twice, and stops at the first one that does not fit: there may be
 * thousands, and each undo script is given this text.
 */
export function failuresText(failures: readonly VertexFailure[]): string {
  const short: string[] = [];
  // The brackets. Each failure costs a comma as well, but the first.
  let bytes = 1;
  for (const { vertex, reason } of failures) {
    const text = writeJson({ vertex, reason });
    bytes += utf8Length(text) + 1;
    if (bytes > MAX_FAILURES_BYTES && short.length > 0) return listOf(short);
    short.push(text);
  }
  for (const [place, failure] of failures.entries()) {
    if (failure.outputs === undefined) continue;
    const text = writeJson(failure);
    bytes += utf8Length(text) - utf8Length(short[place] ?? "");
    if (bytes > MAX_FAILURES_BYTES) break;
    short[place] = text;
  }
  return listOf(short);
}

function listOf(texts: readonly string[]): string {
  return `[${texts.join(",")}]`;
}
