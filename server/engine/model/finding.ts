import { FINDING_LEVELS } from "../rules/rule.ts";
import type { RuleOf } from "../rules/rules.ts";
import type {
  EdgeFieldChange,
  EdgeSpec,
  Finding,
  FindingFix,
  FindingLevel,
  VertexSpec,
} from "./graph-content.ts";

type EdgeEnds = Pick<EdgeSpec, "tail" | "head">;

/** The vertices and edges that a finding is about, the field of the vertex, and its fix. */
export type Place = Partial<Pick<Finding, "vertices" | "edges" | "field" | "line" | "fix" | "otherFix">>;

/** A finding that forbids sealing. */
export function errorFinding(code: RuleOf<"error">, text: string, place: Place = {}): Finding {
  return finding("error", code, text, place);
}

/** A finding that does not forbid sealing, and for which a reason is asked. */
export function warningFinding(code: RuleOf<"warning">, text: string, place: Place = {}): Finding {
  return finding("warning", code, text, place);
}

/** A finding that is only told. */
export function hintFinding(code: RuleOf<"hint">, text: string, place: Place = {}): Finding {
  return finding("hint", code, text, place);
}

/** The findings with the worst first; those of one level stay in their order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return FINDING_LEVELS.flatMap((wanted) => findings.filter(({ level }) => level === wanted));
}

/** How many of the findings are errors, how many warnings, how many hints, in words; empty where there are none. */
export function findingCounts(findings: readonly Pick<Finding, "level">[]): readonly string[] {
  return FINDING_LEVELS.flatMap((wanted) => {
    const count = findings.filter(({ level }) => level === wanted).length;
    return count === 0 ? [] : [`${count} ${wanted}${count === 1 ? "" : "s"}`];
  });
}

/** The fix that takes a field away, however deep it is. */
export function removalOf(vertex: string, ...path: readonly [keyof VertexSpec, ...string[]]): FindingFix {
  return { label: `Remove ${path.at(-1)}`, change: "field", vertex, path, value: null };
}

/** The fix that sets one field of an edge, or takes it away, and leaves its other fields as they are. */
export function edgeFieldFix(label: string, { tail, head }: EdgeEnds, change: EdgeFieldChange): FindingFix {
  return { label, change: "edge-field", vertex: head, tail, ...change };
}

/** The fix that takes an edge away. */
export function removalOfEdge({ tail, head }: EdgeEnds): FindingFix {
  return { label: `Remove the edge ${tail} -> ${head}`, change: "remove-edges", vertex: head, tails: [tail] };
}

/** The fix that lets a vertex begin with the first edge that is taken. */
export function anyOf(vertex: string): FindingFix {
  return { label: "Wait for any edge", change: "field", vertex, path: ["join"], value: "any" };
}

/** The fix that takes away an input or output that is not needed. */
export function removalOfValue(vertex: string, of: "inputs" | "outputs", name: string): FindingFix {
  const noun = of === "inputs" ? "input" : "output";
  return { label: `Remove the ${noun} ${name}`, change: "remove-value", of, vertex, name };
}

function finding(
  level: FindingLevel,
  code: string,
  text: string,
  { vertices = [], edges = [], field, line, fix, otherFix }: Place,
): Finding {
  return {
    code,
    level,
    text,
    vertices,
    edges,
    ...(field !== undefined && { field }),
    ...(line !== undefined && { line }),
    ...(fix !== undefined && { fix }),
    ...(otherFix !== undefined && { otherFix }),
  };
}
