import { UserPen } from "lucide-react";
import styles from "./override-mark.module.css";

/** A small mark of what a person decided about a track, with who and why; nothing where nobody did. */
export function OverrideMark({ text }: { text: string | null }) {
  if (text === null) return null;
  const said = `Override: ${text}`;
  return (
    <span className={styles.mark} role="img" aria-label={said} title={said}>
      <UserPen aria-hidden />
    </span>
  );
}
