import { ViewportPortal } from "@xyflow/react";
import type { GuideLine } from "../layout/by-hand/alignment.ts";
import styles from "./guide-lines.module.css";

/** The lines that a dragged card has met. */
export function GuideLines({ lines }: { lines: readonly GuideLine[] }) {
  return (
    <ViewportPortal>
      {lines.map(({ axis, at }) => (
        <div
          key={`${axis}${at}`}
          className={styles.line}
          data-axis={axis}
          style={axis === "x" ? { left: at } : { top: at }}
        />
      ))}
    </ViewportPortal>
  );
}
