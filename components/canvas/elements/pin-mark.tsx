import { usePinState } from "#components/draft/child-graphs/child-graphs-context.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import styles from "./pin-mark.module.css";

/** Whether the revision that a vertex runs is retired, and which newer one there is. */
export function PinMark({ spec }: { spec: VertexSpec }) {
  const state = usePinState(spec);
  if (state === null || (state.retired === null && !state.isNewer)) return null;
  const newer = state.isNewer ? `newer: @${state.offered?.revision}` : "";
  return (
    <span className={styles.pin}>
      {state.retired === null ? "" : "retired"}
      {state.retired !== null && state.isNewer && ", "}
      {newer}
    </span>
  );
}
