"use client";

import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { CodeText } from "../messages/code-text.tsx";
import styles from "./field.module.css";

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  isRequired?: boolean;
};

/** A label, a control, a hint and an error that belong together; the error is announced when it appears. */
export function Field({
  label,
  hint,
  error,
  isRequired = false,
  children,
}: FieldProps & { children: ReactNode }) {
  const hasError = error !== null && error !== undefined && error !== "";
  return (
    <Base.Root className={styles.field} invalid={hasError}>
      <Base.Label className={styles.label}>
        {label}
        {isRequired && (
          <span className={styles.required} aria-hidden>
            *
          </span>
        )}
      </Base.Label>
      {children}
      {hint !== undefined && hint !== false && (
        <Base.Description className={styles.hint} render={<div />}>
          {hint}
        </Base.Description>
      )}
      <div aria-live="polite">
        {hasError && (
          <Base.Error match className={styles.error}>
            <CodeText>{error}</CodeText>
          </Base.Error>
        )}
      </div>
    </Base.Root>
  );
}
