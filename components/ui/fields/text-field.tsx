import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import styles from "./field.module.css";
import { Field } from "./field.tsx";

type Shared = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  isRequired?: boolean;
  isMono?: boolean;
};

export function TextField({
  label,
  hint,
  error,
  isRequired,
  isMono = false,
  ...rest
}: Shared & ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired ?? false}>
      {(control) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...control}
          className={clsx(styles.control, isMono && styles.mono)}
        />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  isRequired,
  isMono = false,
  ...rest
}: Shared & ComponentProps<"textarea">) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired ?? false}>
      {(control) => (
        <textarea rows={3} {...rest} {...control} className={clsx(styles.control, isMono && styles.mono)} />
      )}
    </Field>
  );
}

/** A choice among a few words. */
export function SelectField({
  label,
  hint,
  error,
  isRequired,
  options,
  ...rest
}: Omit<Shared, "isMono"> &
  ComponentProps<"select"> & { options: readonly { value: string; label: string }[] }) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired ?? false}>
      {(control) => (
        <select {...rest} {...control} className={styles.control}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Checkbox({ label, ...rest }: { label: ReactNode } & Omit<ComponentProps<"input">, "type">) {
  return (
    <label className={styles.check}>
      <input type="checkbox" {...rest} />
      {label}
    </label>
  );
}
