import type { Finding, FindingLevel } from "./graph-content.ts";

/** The vertices and edges that a finding is about, the field of the vertex, and its fix. */
export type Place = Partial<Pick<Finding, "vertices" | "edges" | "field" | "fix">>;

/** A finding that forbids sealing. */
export function errorFinding(code: string, text: string, place: Place = {}): Finding {
  return finding("error", code, text, place);
}

/** A finding that does not forbid sealing. */
export function warningFinding(code: string, text: string, place: Place = {}): Finding {
  return finding("warning", code, text, place);
}

function finding(
  level: FindingLevel,
  code: string,
  text: string,
  { vertices = [], edges = [], field, fix }: Place,
): Finding {
  return {
    code,
    level,
    text,
    vertices,
    edges,
    ...(field !== undefined && { field }),
    ...(fix !== undefined && { fix }),
  };
}
