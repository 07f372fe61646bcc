"use client";

import { useDraft } from "#components/draft/draft-context.ts";
import { ApprovalInspector } from "../kinds/approval-inspector.tsx";
import { ChildInspector } from "../kinds/child-inspector.tsx";
import { HttpInspector } from "../kinds/http-inspector.tsx";
import { WaitInspector } from "../kinds/wait-inspector.tsx";
import { EdgeInspector } from "./edge-inspector.tsx";
import { GraphInspector } from "./graph-inspector.tsx";
import styles from "./inspector.module.css";
import { SeveralInspector } from "./several-inspector.tsx";
import { VertexInspector } from "./vertex-inspector.tsx";

/** A vertex by its kind; one that is not carried out yet shows what all have. */
function KindInspector({ name }: { name: string }) {
  const kind = useDraft(({ draft }) => draft.file.content.vertices.get(name)?.kind);
  if (kind === "approval") return <ApprovalInspector name={name} />;
  if (kind === "graph") return <ChildInspector name={name} />;
  if (kind === "http") return <HttpInspector name={name} />;
  if (kind === "wait") return <WaitInspector name={name} />;
  return <VertexInspector name={name} />;
}

/** The panel for whatever is selected: a vertex, an edge, several things, or the graph itself. */
export function Inspector() {
  const { vertices, edges } = useDraft(({ selection }) => selection);
  const [vertex] = vertices;
  const [edge] = edges;
  // A vertex keeps its place in the file when it is renamed, so the panel and the focus in it stay.
  const number = useDraft(({ draft }) =>
    vertex === undefined ? -1 : [...draft.file.content.vertices.keys()].indexOf(vertex),
  );
  return (
    <section aria-label="Inspector" className={styles.inspector}>
      {vertex !== undefined && vertices.size === 1 ? (
        <KindInspector key={number} name={vertex} />
      ) : edge !== undefined && edges.size === 1 && vertices.size === 0 ? (
        <EdgeInspector key={edge} id={edge} />
      ) : vertices.size + edges.size > 0 ? (
        <SeveralInspector />
      ) : (
        <GraphInspector />
      )}
    </section>
  );
}
