import { useMemo, useState } from "react";
import { useDraft } from "#components/draft/draft-context.ts";
import type { PendingMerge } from "#components/draft/saving/session-ports.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { decisionFor, type MergeConflict, NOTHING_DECIDED, type Side } from "#engine/merge/conflict.ts";
import { mergeFiles } from "#engine/merge/merge-files.ts";
import { standingChoices } from "#engine/merge/standing-choices.ts";
import { ConflictChoice } from "./conflict-choice.tsx";
import styles from "./conflict-panel.module.css";
import { WholeChoice } from "./whole-choice.tsx";

/** With more of them the page would take long to draw; the next ones come when these are decided. */
const MAX_SHOWN = 50;

type Props = { pending: PendingMerge; saved: Pick<SavedDraft, "resolve" | "keepOnly"> };

/**
 * Somebody else saved, and both changed the same places: a person chooses for each. All other changes of both are merged.
 * Until then nothing is written.
 */
export function ConflictPanel({ pending, saved }: Props) {
  const mine = useDraft(({ draft }) => draft.file);
  const [decisions, setDecisions] = useState(NOTHING_DECIDED);
  const { conflicts } = useMemo(() => mergeFiles(pending.base, mine, pending.theirs), [pending, mine]);
  const choices = useMemo(() => standingChoices(decisions, conflicts), [decisions, conflicts]);
  const open = conflicts.filter(({ id }) => !choices.has(id)).length;
  const shown = [
    ...conflicts.filter(({ id }) => choices.has(id)),
    ...conflicts.filter(({ id }) => !choices.has(id)).slice(0, MAX_SHOWN),
  ];
  const inOrder = conflicts.filter((each) => shown.includes(each));
  const choose = (chosen: readonly MergeConflict[], side: Side) =>
    setDecisions(
      (now) => new Map([...now, ...chosen.map((each) => [each.id, decisionFor(each, side)] as const)]),
    );
  return (
    <section aria-label="Conflict" className={styles.panel}>
      <Callout
        tone="warn"
        title={
          <>
            <bdi>{pending.savedBy}</bdi> saved in between and changed {places(conflicts.length)} that you
            changed, too.
          </>
        }
        kept={
          <>
            Both versions are kept: yours is on this page, that of <bdi>{pending.savedBy}</bdi> is on the
            server.
          </>
        }
      >
        <Form
          onSubmit={() => saved.resolve(decisions)}
          className={styles.form}
          aria-label="Choose what to keep"
        >
          <h3 className={styles.head}>Merge both: choose a version for each place</h3>
          {conflicts.length > 1 && (
            <div className={styles.actions}>
              <Button size="small" onClick={() => choose(conflicts, "mine")}>
                Choose mine in all {places(conflicts.length)}
              </Button>
              <Button size="small" onClick={() => choose(conflicts, "theirs")}>
                Choose theirs in all {places(conflicts.length)}
              </Button>
            </div>
          )}
          {inOrder.map((conflict) => (
            <ConflictChoice
              key={conflict.id}
              conflict={conflict}
              savedBy={pending.savedBy}
              side={choices.get(conflict.id) ?? null}
              onChoose={(side) => choose([conflict], side)}
            />
          ))}
          {conflicts.length > inOrder.length && (
            <p>{conflicts.length - inOrder.length} more are shown once these are decided.</p>
          )}
          <div className={styles.actions}>
            <Button type="submit" size="small" look="primary" disabled={open > 0}>
              Merge
            </Button>
            <span role="status">
              {open === 0 ? "All decided." : `${open} of ${conflicts.length} to decide.`}
            </span>
            <span>All other changes of both of you are kept.</span>
          </div>
        </Form>
        <WholeChoice pending={pending} onKeep={saved.keepOnly} />
      </Callout>
    </section>
  );
}

function places(count: number): string {
  return count === 1 ? "one place" : `${count} places`;
}
