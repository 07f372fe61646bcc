"use client";

import styles from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";
import { Select, type SelectOption } from "./select.tsx";

export type SelectFieldProps = FieldProps & {
  options: readonly SelectOption[];
  value: string;
  onValueChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  disabled?: boolean;
};

/** A choice among a few words. */
export function SelectField({ label, hint, error, isRequired = false, ...control }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired}>
      <Select {...control} isRequired={isRequired} className={styles.control ?? ""} />
    </Field>
  );
}
