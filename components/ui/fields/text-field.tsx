"use client";

import { Field as Base } from "@base-ui/react/field";
import clsx from "clsx";
import type { ComponentProps } from "react";
import styles from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";

type Shared = FieldProps & { isMono?: boolean };

/** One line of text. */
export function TextField({
  label,
  hint,
  error,
  isRequired = false,
  isMono = false,
  ...rest
}: Shared & ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired}>
      <Base.Control
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-required={isRequired || undefined}
        {...rest}
        className={clsx(styles.control, isMono && styles.mono)}
      />
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  isRequired = false,
  isMono = false,
  ...rest
}: Shared & ComponentProps<"textarea">) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired}>
      <Base.Control
        render={<textarea rows={3} aria-required={isRequired || undefined} {...rest} />}
        {...(rest.value !== undefined && { value: rest.value })}
        className={clsx(styles.control, isMono && styles.mono)}
      />
    </Field>
  );
}
