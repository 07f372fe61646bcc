import { errorFinding, warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent } from "../model/graph-content.ts";
import { cyclesOf } from "../plan/cycle.ts";
import { cycleText } from "../plan/cycle-text.ts";
import { vertexNameKey } from "../shape/names/graph-names.ts";

/** A canvas with more vertices is hard to read. */
const LARGE_GRAPH = 1_000;

/** Findings about the graph as a whole: no vertices, cycles, similar names, isolated vertices, size. */
export function shapeFindings(content: GraphContent): readonly Finding[] {
  const { vertices } = content;
  if (vertices.size === 0)
    return [errorFinding("graph-empty", "The graph has no vertices: there is nothing to run. Add one.")];
  const findings = [...twinFindings(content), ...cycleFindings(content), ...isolatedFindings(content)];
  if (vertices.size > LARGE_GRAPH) {
    const count = vertices.size.toLocaleString("en");
    findings.push(
      warningFinding("graph-large", `The graph has ${count} vertices. It can run, but it is hard to read.`),
    );
  }
  return findings;
}

function twinFindings({ vertices }: GraphContent): readonly Finding[] {
  const first = new Map<string, string>();
  const findings: Finding[] = [];
  for (const name of vertices.keys()) {
    const key = vertexNameKey(name);
    const twin = first.get(key);
    if (twin === undefined) first.set(key, name);
    else {
      const text = `${twin} and ${name} differ only in upper and lower case or in the way they are typed. Rename one of them.`;
      findings.push(errorFinding("vertex-name-twin", text, { vertices: [twin, name] }));
    }
  }
  return findings;
}

function cycleFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  const names = [...vertices.keys()];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const successors: number[][] = names.map(() => []);
  for (const { tail, head } of edges) {
    const headNumber = numbers.get(head);
    if (headNumber !== undefined) successors[numbers.get(tail) ?? -1]?.push(headNumber);
  }
  return cyclesOf(successors).map((cycle) => {
    const inOrder = cycle.map((number) => names[number] ?? "");
    const edges = inOrder.map((tail, place) => ({
      tail,
      head: inOrder[(place + 1) % inOrder.length] ?? tail,
    }));
    const text = `These vertices wait for each other: ${cycleText(inOrder)}. Remove one of these edges.`;
    return errorFinding("cycle", text, { vertices: inOrder, edges: edges });
  });
}

function isolatedFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  if (edges.length === 0) return [];
  const joined = new Set(edges.flatMap(({ tail, head }) => [tail, head]));
  return [...vertices.keys()]
    .filter((name) => !joined.has(name) && vertices.get(name)?.final === undefined)
    .map((name) =>
      warningFinding("vertex-isolated", `${name} has no edge: it starts at once and nothing waits for it.`, {
        vertices: [name],
      }),
    );
}
