import { undoWaits } from "#engine/explain/undo-waits.ts";
import styles from "./run-view.module.css";
import { onceForTracks } from "./store/once-for-tracks.ts";
import { usePipelineNow } from "./store/pipeline-store.ts";

const waitsOf = onceForTracks((tracks) => undoWaits(tracks.values()));

/** What the undo scripts of a rollback wait for. It leads to the first of them; nothing where none waits. */
export function WaitingUndo({ show }: { show: (vertex: string) => void }) {
  const waits = usePipelineNow(({ tracks }) => waitsOf(tracks));
  if (waits === null) return null;
  return (
    <p className={styles.reason} data-tone="still">
      Waits to be rolled back:{" "}
      <button
        type="button"
        className={styles.needs}
        title={`Show ${waits.vertex}`}
        onClick={() => show(waits.vertex)}
      >
        {waits.text}
      </button>
    </p>
  );
}
