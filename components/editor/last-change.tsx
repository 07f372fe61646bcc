import { useDraft } from "#components/draft/draft-context.ts";
import styles from "./graph-editor.module.css";

/** What a screen reader is told of the last thing that happened elsewhere. Why something was not done is seen by everybody. */
export function LastChange() {
  const text = useDraft(({ announcement }) => announcement);
  const isWarning = useDraft((store) => store.isWarning);
  return (
    <p role="status" aria-label="Last change" className={isWarning ? styles.warning : styles.announcement}>
      {text}
    </p>
  );
}
