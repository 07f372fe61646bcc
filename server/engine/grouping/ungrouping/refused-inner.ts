import type { GraphContent } from "../../model/graph-content.ts";
import { nameList } from "../../text/name-list.ts";
import type { Reason } from "../border/border.ts";
import { pipelineLines } from "../refused-scripts.ts";

/** What vertices of a child find of their own pipeline and graph, and would find otherwise in another graph. */
export function refusedInner(vertex: string, { name: graph, vertices }: GraphContent): readonly Reason[] {
  const texts = [...vertices].flatMap(([name, spec]) => [
    ...(spec.kind === undefined ? pipelineLines(name, spec) : []).map(
      ({ text }) =>
        `${text}. In this graph, ${name} of ${graph} would be told of this graph's pipeline, and not of the child's.`,
    ),
    ...(spec.kind === "transfer"
      ? [
          `${name} of ${graph} is a transfer: how far it has read is kept for the graph ${graph} and the name ${name}. In this graph it would begin anew.`,
        ]
      : []),
  ]);
  return texts.map((text) => ({ text, vertices: [vertex] }));
}

/** A reason why vertices of a child could not be grouped again, as a reason why they cannot come out of it. */
export function ungroupingReason({ text, vertices }: Reason, vertex: string, child: GraphContent): Reason {
  const inner = vertices.filter((name) => child.vertices.has(name));
  const subject = inner.length === 0 ? "The vertices" : nameList(inner);
  const isOne = inner.length === 1;
  return {
    text: `${subject} of ${child.name} cannot stand in this graph as ${isOne ? "it is" : "they are"}. Grouped again, ${isOne ? "it" : "they"} would not do the same: ${text}`,
    vertices: [vertex],
  };
}
