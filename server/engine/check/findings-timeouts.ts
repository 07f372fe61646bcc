import { warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent } from "../model/graph-content.ts";
import { durationText } from "../time/durations.ts";

/** Warnings about vertices that may take longer than a whole pipeline: the pipeline ends them before. */
export function timeoutFindings({ vertices, timeout }: GraphContent): readonly Finding[] {
  if (timeout === undefined) return [];
  return [...vertices].flatMap(([name, { timeout: own, prompt }]) => {
    const longest = own ?? prompt?.timeout;
    if (longest === undefined || longest <= timeout) return [];
    const text = `${name} may take ${durationText(longest)}, but a pipeline of the graph only ${durationText(timeout)}: it is ended before its own time is over. Make the timeout of the graph longer, or that of ${name} shorter.`;
    return [warningFinding("timeout-above-graph", text, { vertices: [name] })];
  });
}
