import type { VertexKind, VertexSpec } from "../model/graph-content.ts";
import { approvalKind } from "./approval-kind.ts";
import { emailKind } from "./email-kind.ts";
import { graphKind } from "./graph-kind.ts";
import { httpKind } from "./http-kind.ts";
import type { Kind } from "./kind.ts";
import { scriptKind } from "./script-kind.ts";
import { waitKind } from "./wait-kind.ts";

/** Every kind of vertex. What knows kinds looks here: a kind without a record does not compile. */
export const KINDS: Readonly<Record<VertexKind, Kind>> = {
  script: scriptKind,
  approval: approvalKind,
  graph: graphKind,
  wait: waitKind,
  http: httpKind,
  email: emailKind,
};

type Vertex = { readonly spec: VertexSpec };

/** The kind of a vertex. One that names no kind is a script. */
export function kindOf({ kind }: Pick<VertexSpec, "kind">): Kind {
  return KINDS[kind ?? "script"];
}

/** True of a vertex that runs as a pipeline of its own: a sealed graph, or a track for each of its items. */
export function isChild({ spec }: Vertex): boolean {
  return spec.foreach !== undefined || kindOf(spec).carriedOutBy === "pipeline";
}

/** True of a vertex that a person decides about, where others only ask for values. */
export function isDecidedByPerson({ spec }: Vertex): boolean {
  return kindOf(spec).carriedOutBy === "person";
}

/** What people are told of a track while its child runs. */
export function childText({ spec }: Vertex): string {
  const kind = kindOf(spec);
  return spec.foreach === undefined && kind.carriedOutBy === "pipeline"
    ? kind.text(spec)
    : "runs once for each of its items";
}

/** How long a vertex may take: what its graph says, or what is usual for its kind; null: as long as it takes. */
export function timeoutOf({ spec }: Vertex): number | null {
  const kind = kindOf(spec);
  return spec.timeout ?? (kind.carriedOutBy === "runner" ? kind.usualTimeoutMs : null);
}
