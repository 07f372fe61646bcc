import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "./conflict-panel.module.css";

type Props = { saved: Pick<SavedDraft, "merged" | "closeMerged" | "takeOutMerged"> };

/** Tells whose changes came into the draft. */
export function MergedNote({ saved }: Props) {
  if (saved.merged === null) return null;
  return (
    <div className={styles.note}>
      <Callout
        title={
          <>
            The changes of <bdi>{saved.merged.savedBy}</bdi> were merged.
          </>
        }
        actions={
          <>
            <Button size="small" onClick={saved.closeMerged}>
              OK
            </Button>
            <Button size="small" look="quiet" onClick={saved.takeOutMerged}>
              Take them out again
            </Button>
          </>
        }
      />
    </div>
  );
}
