import type { GraphContent, VertexSpec } from "../../model/graph-content.ts";
import { type LeftBehind, leftLines } from "../../references/left-behind.ts";

/** The lines by which a script may choose among the edges of its vertex. */
export function nextLines(name: string, { kind, script = "" }: VertexSpec): readonly LeftBehind[] {
  // A script may be long: it is only divided into lines where that can find something.
  if (kind !== undefined || !script.includes("next")) return [];
  return leftLines(name, "script", script, (line) => /\bnext\b/.test(line));
}

/** The vertices that take only some of their edges by a rule or by what their script says. */
export function choosersOf({ vertices }: GraphContent): ReadonlySet<string> {
  return new Set(
    [...vertices].flatMap(([name, spec]) =>
      spec.branch !== undefined || nextLines(name, spec).length > 0 ? [name] : [],
    ),
  );
}
