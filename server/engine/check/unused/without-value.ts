import type { FindingFix, GraphContent } from "../../model/graph-content.ts";

export type RemoveValueFix = Extract<FindingFix, { readonly change: "remove-value" }>;

/** The graph without a declared value: a param of the graph, or an input or output of a vertex. */
export function withoutValue(content: GraphContent, { of, vertex, name }: RemoveValueFix): GraphContent {
  if (vertex === null) return withoutEntry(content, of, name);
  const spec = content.vertices.get(vertex);
  if (spec === undefined) return content;
  return { ...content, vertices: new Map(content.vertices).set(vertex, withoutEntry(spec, of, name)) };
}

/** The last value takes its list with it: a file has no empty one. */
function withoutEntry<Part extends object>(part: Part, of: string, name: string): Part {
  const { [of]: values = {}, ...others } = part as Record<string, unknown>;
  const left = Object.entries(values as object).filter(([each]) => each !== name);
  return (left.length === 0 ? others : { ...part, [of]: Object.fromEntries(left) }) as Part;
}
