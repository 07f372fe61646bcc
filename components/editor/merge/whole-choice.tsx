import type { PendingMerge } from "#components/draft/saving/session-ports.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useJustShown } from "#components/ui/buttons/use-just-shown.ts";
import type { Side } from "#engine/merge/conflict.ts";
import styles from "./conflict-panel.module.css";

type Props = { pending: PendingMerge; onKeep: (side: Side) => void };

/** The way out of a conflict without a merge: one version is kept, with nothing of the other one. */
export function WholeChoice({ pending, onKeep }: Props) {
  // It comes by itself, and moves what somebody may be about to press.
  const isNew = useJustShown(pending);
  const keep = (side: Side, label: string) => (
    <Button size="small" aria-disabled={isNew || undefined} onClick={() => isNew || onKeep(side)}>
      {label}
    </Button>
  );
  return (
    <div className={styles.whole}>
      <h3 className={styles.head}>Or do not merge: keep one version, and drop the other one everywhere</h3>
      {keep("mine", "Keep only my version")}
      <span>
        Drops all that <bdi>{pending.savedBy}</bdi> saved, also in places that you did not change.
      </span>
      {keep("theirs", "Keep only their version")}
      <span>
        Drops all that you changed and did not save, also in places that <bdi>{pending.savedBy}</bdi> did not
        change.
      </span>
      <span className={styles.undo}>Undo brings back what was dropped.</span>
    </div>
  );
}
