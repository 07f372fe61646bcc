import { Button } from "#components/ui/buttons/button.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import { answerNoun, type HeldAnswer } from "./held-answer.ts";
import styles from "./held-bar.module.css";
import { pageNow } from "./page-clock.ts";

type Props = { held: readonly HeldAnswer[]; onUndo: () => void; onSend: () => void };

/** Answers that were given and can still be taken back. */
export function HeldBar({ held, onUndo, onSend }: Props) {
  const now = useNow(pageNow);
  const newest = held.at(-1);
  const left = newest === undefined || now === null ? null : Math.ceil((newest.sendAt - now) / 1_000);
  return (
    <div className={styles.place} data-bottom-bar={newest !== undefined || undefined}>
      <div role="status">
        {newest !== undefined && (
          <p className={styles.text}>
            {held.length > 1 && `${held.length} answers are not sent yet. The last: `}
            {answerNoun(newest.answer)} of{" "}
            <strong>
              <bdi>{newest.vertex}</bdi>
            </strong>{" "}
            of <bdi>{newest.pipeline}</bdi>
          </p>
        )}
      </div>
      {newest !== undefined && (
        <div className={styles.actions}>
          <span className={styles.left} aria-hidden>
            {left !== null && left > 0 ? `sent in ${left} s` : "is sent"}
          </span>
          <Button size="small" onClick={onUndo} aria-keyshortcuts="u">
            Undo <kbd aria-hidden>u</kbd>
          </Button>
          <Button size="small" look="quiet" onClick={onSend}>
            Send now
          </Button>
        </div>
      )}
    </div>
  );
}
