import type { VertexKind, VertexSpec } from "../model/graph-content.ts";
import { approvalKind } from "./approval/approval-kind.ts";
import { graphKind } from "./graph/graph-kind.ts";
import type { Kind } from "./kind/kind.ts";
import { emailKind } from "./request/email-kind.ts";
import { httpKind } from "./request/http-kind.ts";
import { scriptKind } from "./script/script-kind.ts";
import { transferKind } from "./transfer/transfer-kind.ts";
import { waitKind } from "./wait/wait-kind.ts";

/** Every kind of vertex. A kind without an entry here does not compile. */
export const KINDS: Readonly<Record<VertexKind, Kind>> = {
  script: scriptKind,
  approval: approvalKind,
  graph: graphKind,
  wait: waitKind,
  http: httpKind,
  email: emailKind,
  transfer: transferKind,
};

type Vertex = { readonly spec: VertexSpec };

/** The kind of a vertex; script if it names none. */
export function kindOf({ kind }: Pick<VertexSpec, "kind">): Kind {
  return KINDS[kind ?? "script"];
}

/** True if the vertex runs as a child pipeline: a sealed graph, or one track for each of its items. */
export function isChild({ spec }: Vertex): boolean {
  return spec.foreach !== undefined || kindOf(spec).carriedOutBy === "pipeline";
}

/** True if the vertex runs a graph, or runs it for each of its items. */
export function isGraph(spec: VertexSpec): boolean {
  return kindOf(spec).carriedOutBy === "pipeline";
}

/** True if a person decides the end of the vertex. Other vertices only ask for values. */
export function isDecidedByPerson({ spec }: Vertex): boolean {
  return kindOf(spec).carriedOutBy === "person";
}

/** The reason of a track while its child pipeline runs. */
export function childText({ spec }: Vertex): string {
  const kind = kindOf(spec);
  return spec.foreach === undefined && kind.carriedOutBy === "pipeline"
    ? kind.text(spec)
    : "runs once for each of its items";
}

/** The timeout of a vertex: from its graph, or else from its kind; null: no limit. */
export function timeoutOf({ spec }: Vertex): number | null {
  const kind = kindOf(spec);
  return spec.timeout ?? (kind.carriedOutBy === "runner" ? kind.usualTimeoutMs : null);
}
