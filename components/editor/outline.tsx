import { useVirtualizer } from "@tanstack/react-virtual";
import { Plus } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { noteTitle } from "#components/canvas/annotations/note-size.ts";
import { useNewVertex } from "#components/canvas/editing/adding/use-new-vertex.ts";
import { ConnectList } from "#components/canvas/editing/lists/connect-list.tsx";
import { frameTitle } from "#components/canvas/layout/collapsed-file.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import { annotationId } from "#components/draft/edits/annotation-id.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useFindings } from "#components/vertex-form/findings/findings-context.ts";
import type { Annotations, EdgeSpec, VertexSpec } from "#engine/model/graph-content.ts";
import { OutlineAnnotation } from "./annotations/outline-annotation.tsx";
import styles from "./outline.module.css";
import { OutlineEdge, OutlineVertex } from "./outline-rows.tsx";

/** A row is at least so high; long names need more. */
const ROW_HEIGHT = 32;
const OVERSCAN = 8;

type Row =
  | { readonly of: "vertex"; readonly name: string; readonly spec: VertexSpec }
  | { readonly of: "edge"; readonly edge: EdgeSpec }
  /** A frame stands before its vertices; notes stand at the end. */
  | { readonly of: "drawn"; readonly id: string; readonly text: string };

/**
 * The graph as a list: everything that the canvas does, for the keyboard and for who does not see it. Only the rows that
 * are seen are in the page.
 */
export function Outline() {
  const { vertices, edges } = useDraft(({ draft }) => draft.file.content);
  const chosen = useDraft(({ selection }) => selection.vertices);
  const chosenEdges = useDraft(({ selection }) => selection.edges);
  const findings = useFindings();
  const { add } = useNewVertex();
  const [connecting, setConnecting] = useState<{ tail: string; at: Point } | null>(null);
  const annotations = useDraft(({ draft }) => draft.file.annotations);
  const drawn = useDraft(({ selection }) => selection.annotations);
  const rows = useMemo(() => rowsOf(vertices, edges, annotations), [vertices, edges, annotations]);
  const wrong = useMemo(() => new Set(findings.flatMap((finding) => finding.vertices)), [findings]);
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  /** The place of a row that is to come into view. */
  const revealed = useRef<number | null>(null);
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(rows[index]) ?? index,
    overscan: OVERSCAN,
  });
  const [onlyVertex] = chosen;
  const [onlyEdge] = chosenEdges;
  const [onlyDrawn] = drawn;
  const only =
    chosen.size + chosenEdges.size + drawn.size === 1 ? (onlyVertex ?? onlyEdge ?? onlyDrawn) : undefined;
  const reveal = useEffectEvent((key: string) => {
    const index = rows.findIndex((row) => keyOf(row) === key);
    if (index < 0) return;
    revealed.current = index;
    shown.scrollToIndex(index, { align: "auto" });
  });
  useEffect(() => {
    if (only !== undefined) reveal(only);
  }, [only]);
  // Rows are higher than was estimated where names are long: once the row is there, it is known where.
  useEffect(() => {
    const row = list.current?.querySelector(`[data-index="${revealed.current}"]`);
    if (row == null) return;
    revealed.current = null;
    row.scrollIntoView({ block: "nearest" });
  });
  return (
    <section ref={scroller} aria-label="Outline" className={styles.outline} data-region>
      <Button size="small" icon={<Plus aria-hidden />} onClick={() => void add({})}>
        Add vertex
      </Button>
      {vertices.size === 0 && <p className={styles.note}>The graph has no vertex yet.</p>}
      <ul
        ref={list}
        aria-label="Vertices and their edges"
        className={styles.list}
        style={{ height: shown.getTotalSize() }}
      >
        {shown.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li
              key={key}
              ref={shown.measureElement}
              data-index={index}
              className={styles.place}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              {row.of === "edge" ? (
                <OutlineEdge edge={row.edge} isChosen={chosenEdges.has(edgeId(row.edge))} />
              ) : row.of === "drawn" ? (
                <OutlineAnnotation id={row.id} text={row.text} isChosen={drawn.has(row.id)} />
              ) : (
                <OutlineVertex
                  name={row.name}
                  isFinal={row.spec.final !== undefined}
                  isChosen={chosen.has(row.name)}
                  isWrong={wrong.has(row.name)}
                  onConnect={(at) => setConnecting({ tail: row.name, at })}
                />
              )}
            </li>
          );
        })}
      </ul>
      {connecting !== null && <ConnectList {...connecting} onClose={() => setConnecting(null)} />}
    </section>
  );
}

/** Each vertex, and behind it the edges that leave it; those of frames first, then the others, then the notes. */
function rowsOf(
  vertices: ReadonlyMap<string, VertexSpec>,
  edges: readonly EdgeSpec[],
  annotations: Annotations | undefined,
): readonly Row[] {
  const leaving = new Map<string, Row[]>();
  for (const edge of edges) {
    const known = leaving.get(edge.tail);
    if (known === undefined) leaving.set(edge.tail, [{ of: "edge", edge }]);
    else known.push({ of: "edge", edge });
  }
  const rowsOfVertex = ([name, spec]: readonly [string, VertexSpec]): readonly Row[] => [
    { of: "vertex", name, spec },
    ...(leaving.get(name) ?? []),
  ];
  if (annotations === undefined) return [...vertices].flatMap(rowsOfVertex);
  const framed = new Set([...annotations.frames.values()].flatMap((frame) => frame.vertices));
  return [
    ...[...annotations.frames].flatMap(([name, frame]): readonly Row[] => [
      { of: "drawn", id: annotationId("frame", name), text: `Frame ${frameTitle(name, frame.title)}` },
      ...frame.vertices.flatMap((each) => rowsOfVertex([each, vertices.get(each) ?? {}])),
    ]),
    ...[...vertices].filter(([name]) => !framed.has(name)).flatMap(rowsOfVertex),
    ...[...annotations.notes].map(
      ([name, note]): Row => ({
        of: "drawn",
        id: annotationId("note", name),
        text: `Note: ${noteTitle(note)}`,
      }),
    ),
  ];
}

function keyOf(row: Row | undefined): string | null {
  if (row === undefined) return null;
  if (row.of === "drawn") return row.id;
  return row.of === "vertex" ? row.name : `${row.edge.tail} -> ${row.edge.head}`;
}
