import type { LogChunkRow } from "#repos/tracks/log-chunk-rows.ts";

/** A part of a log: one stream's bytes. `isCut`: its beginning is missing. */
export type LogPart = Pick<LogChunkRow, "seq" | "stream" | "bytes"> & { readonly isCut: boolean };

/** Of a log, only its end is shown. */
const MAX_LINES = 12;
const MAX_LOG = 4_000;
/** Stands where something is missing. */
const GAP = "…";
const LINE_BREAK = 0x0a;

type Line = { readonly parts: Buffer[]; readonly hasBegin: boolean; hasEnd: boolean };

/** The last lines of a log from its last parts, in their order. Each stream has lines of its own; a gap is shown. */
export function logEndText(parts: readonly LogPart[]): string {
  const lines = linesOf(parts).map(textOf);
  while (lines.at(-1)?.trim() === "") lines.pop();
  const text = lines.slice(-MAX_LINES).join("\n").trimEnd();
  return text.length > MAX_LOG ? GAP + text.slice(-MAX_LOG).replace(/^[\uDC00-\uDFFF]/, "") : text;
}

function linesOf(parts: readonly LogPart[]): readonly Line[] {
  const lines: Line[] = [];
  const open = new Map<LogPart["stream"], Line | null>();
  const isWhole = (parts[0]?.seq ?? 1) === 1;
  for (const { stream, bytes, isCut } of parts) {
    // A stream that is not known yet may have begun before these parts.
    let isBeginKnown = !isCut && (isWhole || open.has(stream));
    let line = open.get(stream) ?? null;
    if (isCut && line !== null) {
      line.hasEnd = false;
      line = null;
    }
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(LINE_BREAK, start);
      if (line === null) {
        line = { parts: [], hasBegin: isBeginKnown, hasEnd: true };
        lines.push(line);
      }
      line.parts.push(bytes.subarray(start, end === -1 ? bytes.length : end));
      isBeginKnown = true;
      if (end === -1) break;
      line = null;
      start = end + 1;
    }
    open.set(stream, line);
  }
  return lines;
}

function textOf({ parts, hasBegin, hasEnd }: Line): string {
  const text = Buffer.concat(parts).toString("utf8");
  // A character that was cut in two is left out.
  return `${hasBegin ? text : GAP + text.replace(/^\uFFFD+/, "")}${hasEnd ? "" : GAP}`;
}
