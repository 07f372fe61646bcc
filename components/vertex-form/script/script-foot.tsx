import { CodeText } from "#components/ui/messages/code-text.tsx";
import styles from "./script-field.module.css";

const KEYS = "Tab indents; Escape, then Tab leaves the editor.";
const KEYS_IN_WINDOW =
  "Tab indents; after Ctrl M (on a Mac Shift Alt M) it leaves the editor. Escape closes the window.";

type Props = {
  /** The editor is described by the hint. */
  id: string;
  hint: string;
  /** Whether the editor has a window of its own. */
  isWhole: boolean;
  /** Why the text that is shown is not in the draft. */
  error: string | null;
  /** It is a text area, which the keys leave as any other field. */
  isPlain?: boolean;
};

/** What is said below a script: why it is not saved, how inputs are used, and which keys lead out of the editor. */
export function ScriptFoot({ id, hint, isWhole, error, isPlain = false }: Props) {
  return (
    <div>
      {error !== null && (
        <p role="alert" className={styles.error}>
          <CodeText>{error}</CodeText> What is in the field is not saved.
        </p>
      )}
      <span className={styles.hint} id={id}>
        {hint} {!isPlain && (isWhole ? KEYS_IN_WINDOW : KEYS)}
      </span>
    </div>
  );
}
