import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { DiffContext } from "#components/canvas/elements/diff-mark.tsx";
import { GraphCanvas } from "#components/canvas/graph-canvas.tsx";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Split } from "#components/ui/split.tsx";
import { type ContentDiff, diffContents } from "#engine/graph-file/content-diff.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import styles from "./diff-canvas.module.css";
import { unionGraph } from "./union-graph.ts";

type Props = { a: GraphFile; b: GraphFile; before: string; after: string };

/** Both contents as one drawing. What differs in the selected vertex is beside it. */
export function DiffCanvas({ a, b, before, after }: Props) {
  const union = useMemo(() => unionGraph(a, b), [a, b]);
  const diff = useMemo(() => diffContents(a.content, b.content), [a, b]);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [reveal, setReveal] = useState<{ readonly vertex: string } | null>(null);
  const { order } = union;
  const [name] = selected;
  const at = name === undefined ? -1 : order.indexOf(name);
  const go = (step: 1 | -1) => {
    const vertex = order[(at < 0 && step < 0 ? order.length - 1 : at + step + order.length) % order.length];
    if (vertex === undefined) return;
    setSelected([vertex]);
    setReveal({ vertex });
  };
  const none = order.length === 0 ? "No vertex differs." : null;
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <Button size="small" icon={<ChevronLeft aria-hidden />} refused={none} onClick={() => go(-1)}>
          Previous difference
        </Button>
        <Button size="small" icon={<ChevronRight aria-hidden />} refused={none} onClick={() => go(1)}>
          Next difference
        </Button>
        <span role="status">
          {at < 0
            ? `${order.length.toLocaleString("en")} ${order.length === 1 ? "vertex differs" : "vertices differ"}`
            : `${(at + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`}
        </span>
      </div>
      <Split
        id="diff"
        label="Width of the differences"
        main={
          <DiffContext value={union}>
            <GraphCanvas
              file={union.file}
              selected={selected}
              onSelect={setSelected}
              reveal={reveal}
              label={`From ${before} to ${after}`}
            />
          </DiffContext>
        }
        side={
          <section aria-label="Differences" className={styles.side}>
            {name === undefined ? (
              <p className={styles.hint}>Select a vertex to see what differs in it.</p>
            ) : (
              <ContentDiffView
                diff={onlyOf(diff, name, union.vertices.get(name) === "same")}
                before={`${name} in ${before}`}
                after={after}
              />
            )}
          </section>
        }
      />
    </div>
  );
}

/** What differs in one vertex, and in the edges at it. */
function onlyOf({ vertices, edges }: ContentDiff, name: string, isSame: boolean): ContentDiff {
  const own = (names: readonly string[]) => names.filter((each) => each === name);
  const at = ({ tail, head }: { readonly tail: string; readonly head: string }) =>
    tail === name || head === name;
  const ofEdges = {
    added: edges.added.filter(at),
    removed: edges.removed.filter(at),
    changed: edges.changed.filter(({ after }) => at(after)),
  };
  const isQuiet = [ofEdges.added, ofEdges.removed, ofEdges.changed].every((each) => each.length === 0);
  return {
    isSame: isSame && isQuiet,
    graph: [],
    params: { added: [], removed: [], changed: [] },
    vertices: {
      added: own(vertices.added),
      removed: own(vertices.removed),
      changed: vertices.changed.filter((each) => each.name === name),
    },
    edges: ofEdges,
    isReordered: false,
  };
}
