"use client";

import { useState } from "react";
import type { FormField } from "./form-field.ts";
import type { FormEntries } from "./form-values.ts";
import { ValueField } from "./value-field.tsx";
import styles from "./values-form.module.css";
import type { WhenEmpty } from "./when-empty.ts";

type Props = {
  fields: readonly FormField[];
  /** The texts of the fields; the parent holds them and reads them with `readForm`. */
  entries: FormEntries;
  onEntry: (name: string, entry: string) => void;
  /** By field; shown once a field was left, or at once where `isEager`. */
  problems: ReadonlyMap<string, string>;
  /** True after somebody tried to send the form: then every problem is shown. */
  isEager?: boolean;
  isDisabled?: boolean;
  /** What an empty field comes to: each, or each by itself. */
  whenEmpty?: WhenEmpty | ((field: FormField) => WhenEmpty);
};

/** One field for each input, made from its declaration: for prompts, launches and retries alike. */
export function ValuesForm({
  fields,
  entries,
  onEntry,
  problems,
  isEager = false,
  isDisabled = false,
  whenEmpty,
}: Props) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <ValueField
          key={field.name}
          field={field}
          entry={entries.get(field.name) ?? ""}
          onEntry={(entry) => onEntry(field.name, entry)}
          onLeave={() => setLeft((before) => new Set(before).add(field.name))}
          problem={isEager || left.has(field.name) ? (problems.get(field.name) ?? null) : null}
          isDisabled={isDisabled}
          whenEmpty={typeof whenEmpty === "function" ? whenEmpty(field) : whenEmpty}
        />
      ))}
    </div>
  );
}
