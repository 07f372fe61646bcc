import { useEffect, useMemo, useRef } from "react";
import { byId, type Drawing, edgesOf, nodesOf } from "./adapt.ts";

/** Vertices and edges as the canvas takes them; those that are drawn as before are the very same objects. */
export function useDrawing(drawing: Drawing) {
  const before = useRef<Before>(NOTHING);
  const nodes = useMemo(() => nodesOf(drawing, before.current.nodes), [drawing]);
  const edges = useMemo(() => edgesOf(drawing, before.current.edges), [drawing]);
  useEffect(() => {
    before.current = { nodes: byId(nodes), edges: byId(edges) };
  }, [nodes, edges]);
  return { nodes, edges };
}

type Before = {
  readonly nodes: Parameters<typeof nodesOf>[1];
  readonly edges: Parameters<typeof edgesOf>[1];
};
const NOTHING: Before = { nodes: new Map(), edges: new Map() };
