import { type ReactNode, useId } from "react";
import styles from "./rule-form.module.css";

/** Several checkboxes under one label. */
export function Choices({
  label,
  error,
  children,
}: {
  label: string;
  error: string | null;
  children: ReactNode;
}) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset within one draws a second frame
    <div className={styles.choices} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.checks}>{children}</div>
      <div aria-live="polite">{error !== null && <span className={styles.error}>{error}</span>}</div>
    </div>
  );
}
