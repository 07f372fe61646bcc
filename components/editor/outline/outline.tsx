import { useVirtualizer } from "@tanstack/react-virtual";
import { Plus } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useNewVertex } from "#components/canvas/editing/adding/use-new-vertex.ts";
import { ConnectList } from "#components/canvas/editing/lists/connect-list.tsx";
import { useDraft } from "#components/draft/draft-context.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useFindings } from "#components/vertex-form/findings/findings-context.ts";
import styles from "./outline.module.css";
import { OutlineAnnotation } from "./outline-annotation.tsx";
import { keyOf, rowsOf } from "./outline-list.ts";
import { OutlineEdge, OutlineVertex } from "./outline-rows.tsx";
import { useRowFocusAfterRemoval } from "./use-row-focus-after-removal.ts";

/** A row is at least so high; long names need more. */
const ROW_HEIGHT = 32;
const OVERSCAN = 8;

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
  const focused = useRowFocusAfterRemoval(scroller, rows);
  return (
    <section ref={scroller} aria-label="Outline" className={styles.outline} data-region>
      <Button size="small" icon={<Plus aria-hidden />} onClick={() => void add({})}>
        Add vertex
      </Button>
      {vertices.size === 0 && <p className={styles.note}>The graph has no vertex yet.</p>}
      <ul
        ref={list}
        {...focused}
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
