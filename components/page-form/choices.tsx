import { useId } from "react";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import styles from "./page-form.module.css";

type Props<Choice> = {
  label: string;
  options: readonly { readonly value: Choice; readonly label: string }[];
  chosen: readonly Choice[];
  error: string | null;
  /** Called with all that are chosen then, in the order of the options. */
  onChange: (chosen: readonly Choice[]) => void;
};

/** Any of a few words: checkboxes under one label. */
export function Choices<Choice extends string | number>({
  label,
  options,
  chosen,
  error,
  onChange,
}: Props<Choice>) {
  const id = useId();
  const choose = (choice: Choice, isOn: boolean) =>
    onChange(
      options.map(({ value }) => value).filter((value) => (value === choice ? isOn : chosen.includes(value))),
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset within one draws a second frame
    <div className={styles.choices} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.checks}>
        {options.map(({ value, label: text }) => (
          <Checkbox
            key={value}
            label={text}
            checked={chosen.includes(value)}
            onCheckedChange={(isOn) => choose(value, isOn)}
          />
        ))}
      </div>
      <div aria-live="polite">{error !== null && <span className={styles.error}>{error}</span>}</div>
    </div>
  );
}
