import { useMemo, useState } from "react";
import { DiffContext } from "#components/canvas/elements/diff-mark.tsx";
import { GraphCanvas } from "#components/canvas/graph-canvas.tsx";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { DrawingDiffView } from "#components/diff/drawing-diff-view.tsx";
import { edgeOf } from "#components/draft/edits/edit.ts";
import { Split } from "#components/ui/split.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { DrawingDiff } from "#engine/graph-file/drawing-diff.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { DiffBar } from "./diff-bar.tsx";
import styles from "./diff-canvas.module.css";
import { type DiffPlace, placeIn, placeText } from "./diff-place.ts";
import { diffOf } from "./place-diff.ts";
import { type UnionGraph, unionGraph } from "./union-graph.ts";

type Props = {
  a: GraphFile;
  b: GraphFile;
  drawing: DrawingDiff;
  before: string;
  after: string;
  /** What is looked at first, as `placeText` writes it; null: nothing. */
  at: string | null;
  /** Is told what is looked at from now on. */
  onAt: (at: string | null) => void;
};

/** Both contents as one drawing. What differs in the selected vertex or edge is beside it. */
export function DiffCanvas({ a, b, drawing, before, after, at, onAt }: Props) {
  const union = useMemo(() => unionGraph(a, b), [a, b]);
  const [asked, setAsked] = useState(at);
  const place = useMemo(() => (asked === null ? null : placeThere(union, asked)), [union, asked]);
  const [reveal, setReveal] = useState(() => (place === null ? null : revealOf(place)));
  const selected = useMemo(() => (place?.is === "vertex" ? [place.id] : []), [place]);
  const selectedEdges = useMemo(() => new Set(place?.is === "edge" ? [place.id] : []), [place]);
  const look = (next: DiffPlace | null) => {
    const text = next === null ? null : placeText(next);
    setAsked(text);
    onAt(text);
  };
  return (
    <div className={styles.frame}>
      <DiffBar
        union={union}
        place={place}
        onGo={(next) => {
          look(next);
          setReveal(revealOf(next));
        }}
      />
      <Split
        id="diff"
        label="Width of the differences"
        main={
          <DiffContext value={union}>
            <GraphCanvas
              file={union.file}
              selected={selected}
              onSelect={([name]) => look(name === undefined ? null : { is: "vertex", id: name })}
              selectedEdges={selectedEdges}
              onSelectEdge={(id) => look({ is: "edge", id })}
              reveal={reveal}
              label={`From ${before} to ${after}`}
            />
          </DiffContext>
        }
        side={
          <section aria-label="Differences" className={styles.side}>
            {place === null ? (
              <>
                {asked !== null && (
                  <Callout
                    tone="warn"
                    title={
                      <>
                        The address names <bdi>{asked}</bdi>, and neither of the two has it.
                      </>
                    }
                  />
                )}
                <p className={styles.hint}>Select a vertex or an edge to see what differs in it.</p>
                <DrawingDiffView drawing={drawing} />
              </>
            ) : (
              <ContentDiffView
                diff={diffOf(union.diff, place)}
                before={`${place.is === "graph" ? "the graph" : place.id} in ${before}`}
                after={after}
              />
            )}
          </section>
        }
      />
    </div>
  );
}

/** The place of an address, if one of the two has it. */
function placeThere({ vertices, edges, order }: UnionGraph, asked: string): DiffPlace | null {
  const place = placeIn(asked);
  if (place === null) return null;
  if (place.is === "graph") return order.find(({ is }) => is === "graph") ?? null;
  return (place.is === "vertex" ? vertices : edges).has(place.id) ? place : null;
}

/** An edge is shown where it ends. */
function revealOf(place: DiffPlace): { readonly vertex: string } | null {
  if (place.is === "graph") return null;
  return { vertex: place.is === "vertex" ? place.id : edgeOf(place.id).head };
}
