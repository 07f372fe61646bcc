import type { ReactNode } from "react";
import { usePlacing } from "#components/canvas/layout/use-placing.ts";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import styles from "./placed-graph.module.css";

/** Shows a graph once its vertices have places, and meanwhile how far that is. */
export function PlacedGraph({ file, children }: { file: GraphFileJson; children: () => ReactNode }) {
  const share = usePlacing(file);
  if (share === null) return children();
  return (
    <div className={styles.placing}>
      <label className={styles.words}>
        Placing the vertices on the canvas
        <progress value={share} />
      </label>
      <Skeleton height={480} />
    </div>
  );
}
