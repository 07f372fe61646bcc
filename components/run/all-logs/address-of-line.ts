import type { AllLogsMatch } from "#contract/logs/all-logs.ts";

/** The address of a line in the log of its own attempt. */
export function addressOfLine(
  { pipeline, vertex, attempt }: Pick<AllLogsMatch, "pipeline" | "vertex" | "attempt">,
  line: number,
): string {
  const query = new URLSearchParams({ track: vertex, tab: "log", attempt: String(attempt) });
  return `/pipelines/${pipeline}?${query}#L${line}`;
}
