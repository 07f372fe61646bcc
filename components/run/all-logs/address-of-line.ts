import type { AllLogsMatch } from "#contract/logs/all-logs.ts";
import type { LineOfTrack } from "./all-lines.ts";

/** The address of a line in the log of its own attempt. */
export function addressOfLine(
  { pipeline, vertex, attempt }: Pick<AllLogsMatch, "pipeline" | "vertex" | "attempt">,
  line: number,
): string {
  const query = new URLSearchParams({ track: vertex, tab: "log", attempt: String(attempt) });
  return `/pipelines/${pipeline}?${query}#L${line}`;
}

/** A line of all logs as one word of the address: of which pipeline, attempt and vertex it is, and its number there. */
export function placeOfLine({ pipeline, vertex, attempt, line }: LineOfTrack): string {
  return `${pipeline}.${attempt}.${line.number}.${vertex}`;
}
