import { useStore, ViewportPortal } from "@xyflow/react";
import type { GraphFile } from "#engine/model/graph-content.ts";
import styles from "./final-lane.module.css";
import { laneOf } from "./layout/final-lane.ts";
import { isFar } from "./view/many-cards.ts";

/** The lane behind the final steps, where there are any. */
export function FinalLane({ file }: { file: GraphFile }) {
  const lane = laneOf(file);
  // The picture of a large graph is below: it must show through.
  const isPictured = useStore(isFar);
  if (lane === null) return null;
  const { x, y, width, height } = lane;
  return (
    <ViewportPortal>
      <div
        className={styles.lane}
        data-pictured={isPictured || undefined}
        style={{ left: x, top: y, width, height }}
      >
        Final steps
      </div>
    </ViewportPortal>
  );
}
