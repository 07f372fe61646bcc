import { Network } from "lucide-react";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { type KindView, textsOf } from "./kind-view.ts";

/** A vertex that runs another graph as a child pipeline. */
export const graphKindView: KindView = {
  label: "Child pipeline",
  icon: Network,
  additions: [{ label: "Child pipeline", words: "graph", spec: { kind: "graph" } }],
  cardLine: (spec) => revisionOf(spec) ?? null,
  emptyCardLine: "No graph yet",
  cardNote: () => "child pipeline",
  texts: (spec) => textsOf({ graph: revisionOf(spec) }),
};

function revisionOf({ graph }: VertexSpec): string | undefined {
  return graph === undefined ? undefined : `${graph.name}@${graph.revision}`;
}
