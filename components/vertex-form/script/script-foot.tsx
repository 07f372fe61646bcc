import { CodeText } from "#components/ui/messages/code-text.tsx";
import styles from "./script-field.module.css";

type Props = {
  /** The editor is described by the hint. */
  id: string;
  hint: string;
  /** Whether the editor has a window of its own. */
  isWhole: boolean;
  /** Why the text that is shown is not in the draft. */
  error: string | null;
};

/** What is said below a script: why it is not saved, how inputs are used, and which keys lead out of the editor. */
export function ScriptFoot({ id, hint, isWhole, error }: Props) {
  return (
    <div>
      {error !== null && (
        <p role="alert" className={styles.error}>
          <CodeText>{error}</CodeText> What is in the field is not saved.
        </p>
      )}
      <span className={styles.hint} id={id}>
        {hint} Tab indents;{" "}
        {isWhole
          ? "after Ctrl M (on a Mac Shift Alt M) it leaves the editor. Escape closes the window."
          : "Escape, then Tab leaves the editor."}
      </span>
    </div>
  );
}
