import type { Finding, FindingLevel } from "./graph-content.ts";

/** What a finding is about, and what would make it right. */
export type Place = Partial<Pick<Finding, "vertices" | "edges" | "fix">>;

/** A finding that forbids sealing. */
export function errorFinding(code: string, text: string, place: Place = {}): Finding {
  return finding("error", code, text, place);
}

/** A finding that only says so. */
export function warningFinding(code: string, text: string, place: Place = {}): Finding {
  return finding("warning", code, text, place);
}

function finding(
  level: FindingLevel,
  code: string,
  text: string,
  { vertices = [], edges = [], fix }: Place,
): Finding {
  return { code, level, text, vertices, edges, ...(fix !== undefined && { fix }) };
}
