import type { VertexKind, VertexSpec } from "#engine/model/graph-content.ts";
import { approvalKind } from "./approval-kind.ts";
import { emailKind } from "./email-kind.ts";
import { graphKindView } from "./graph-kind.ts";
import { httpKind } from "./http-kind.ts";
import type { KindView } from "./kind-view.ts";
import { scriptKind } from "./script-kind.ts";
import { transferKind } from "./transfer-kind.ts";
import { waitKind } from "./wait-kind.ts";

/** Every vertex kind, in the order of the palette. */
export const KIND_VIEWS: Readonly<Record<VertexKind, KindView>> = {
  script: scriptKind,
  approval: approvalKind,
  graph: graphKindView,
  wait: waitKind,
  http: httpKind,
  email: emailKind,
  transfer: transferKind,
};

/** The view of a vertex's kind. A spec that names no kind is a script. */
export function kindViewOf(spec: Pick<VertexSpec, "kind"> | undefined): KindView {
  return KIND_VIEWS[spec?.kind ?? "script"];
}
