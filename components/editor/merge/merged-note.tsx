import { useMemo } from "react";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useJustShown } from "#components/ui/buttons/use-just-shown.ts";
import { isUnknownBase } from "#engine/merge/names.ts";
import { changedParts } from "./changed-parts.ts";
import { ChangedWords } from "./changed-words.tsx";
import styles from "./conflict-panel.module.css";

type Props = { saved: Pick<SavedDraft, "merged" | "closeMerged" | "takeOutMerged"> };

/** A quiet line below the canvas, where it covers nothing: whose changes came into the draft, and what they are. */
export function MergedNote({ saved }: Props) {
  const { merged } = saved;
  const parts = useMemo(
    () => (merged === null ? null : changedParts(merged.base.content, merged.theirs.content)),
    [merged],
  );
  // It comes by itself, where somebody may be about to press what stood there before.
  const isNew = useJustShown(merged);
  if (merged === null || parts === null) return null;
  return (
    <div className={styles.note} role="status" aria-label="Updated">
      <span className={styles.noteText}>
        <bdi>{merged.savedBy}</bdi> changed <ChangedWords parts={parts} />.
        {[...merged.names.vertices].map(([from, to]) => (
          <span key={from}>
            {" "}
            {merged.theirs.content.vertices.has(from) ? (
              <>
                You both added <bdi>{from}</bdi>: yours is called <bdi>{to}</bdi> now.
              </>
            ) : (
              <>
                <bdi>{from}</bdi> is called <bdi>{to}</bdi> now.
              </>
            )}
          </span>
        ))}
        {merged.stopped.length > 0 && (
          <>
            {" "}
            Your step that made <bdi>{merged.stopped.join(", ")}</bdi>, and those beyond it, cannot be undone
            or redone: it was changed since.
          </>
        )}
      </span>
      {/* Where nobody knows what both began with, it would be all that they have. */}
      {!isUnknownBase(merged.base) && (
        <Button
          size="small"
          look="quiet"
          aria-disabled={isNew || undefined}
          onClick={() => isNew || saved.takeOutMerged()}
        >
          Take them out again
        </Button>
      )}
      <Button size="small" look="quiet" onClick={saved.closeMerged}>
        OK
      </Button>
    </div>
  );
}
