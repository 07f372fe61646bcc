import { type ReactNode, useId } from "react";
import styles from "./field.module.css";

/** What a control must carry so that its label, its hint and its error belong to it. */
export type ControlProps = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly "aria-required": true | undefined;
};

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  isRequired?: boolean;
  children: (control: ControlProps) => ReactNode;
};

/** A labelled control; the error is announced when it appears. */
export function Field({ label, hint, error, isRequired = false, children }: Props) {
  const id = useId();
  const hasError = error !== null && error !== undefined && error !== "";
  const described = [hint === undefined ? null : `${id}-hint`, hasError ? `${id}-error` : null]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {isRequired && (
          <span className={styles.required} aria-hidden>
            *
          </span>
        )}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": hasError || undefined,
        "aria-required": isRequired || undefined,
      })}
      {hint !== undefined && (
        <div className={styles.hint} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div aria-live="polite">
        {hasError && (
          <div className={styles.error} id={`${id}-error`}>
            {error}
          </div>
        )}
      </div>
    </div>
  );
}
