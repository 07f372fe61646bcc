import { CircleCheck, Clock, type LucideIcon, Network, Send, Terminal, Waypoints } from "lucide-react";
import type { VertexKind, VertexSpec } from "#engine/model/graph-content.ts";

const KINDS: Readonly<Record<VertexKind, { readonly label: string; readonly icon: LucideIcon }>> = {
  script: { label: "script", icon: Terminal },
  approval: { label: "approval", icon: CircleCheck },
  graph: { label: "graph", icon: Network },
  wait: { label: "wait", icon: Clock },
  http: { label: "http", icon: Send },
  transfer: { label: "transfer", icon: Waypoints },
};

/** A vertex kind in words; a spec that names none is a script. */
export function kindLabel(kind: VertexSpec["kind"]): string {
  return KINDS[kind ?? "script"].label;
}

/** A vertex kind's picture. */
export function kindIcon(kind: VertexSpec["kind"]): LucideIcon {
  return KINDS[kind ?? "script"].icon;
}
