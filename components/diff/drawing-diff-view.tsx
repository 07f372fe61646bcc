import type { DrawingDiff } from "#engine/graph-file/drawing-diff.ts";
import styles from "./content-diff-view.module.css";
import { NamedDiffView } from "./content-diff-view.tsx";

/** What differs in how a graph is drawn; nothing where nothing does. */
export function DrawingDiffView({ drawing: { isSame, frames, notes, moved } }: { drawing: DrawingDiff }) {
  if (isSame) return null;
  return (
    <section className={`${styles.diff} ${styles.drawing}`} aria-label="Drawing">
      <p className={styles.note}>
        The drawing differs. Frames, notes and places are not part of what is sealed, and not in the digest.
      </p>
      <NamedDiffView noun="frame" diff={frames} />
      <NamedDiffView noun="note" diff={notes} />
      {moved > 0 && (
        <p className={styles.name}>
          <span aria-hidden>~</span>{" "}
          {moved === 1
            ? "1 vertex or note was moved"
            : `${moved.toLocaleString("en")} vertices or notes were moved`}
        </p>
      )}
    </section>
  );
}
