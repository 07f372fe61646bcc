"use client";

import type { KeyboardEvent } from "react";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { ClockField } from "#components/ui/fields/clock-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FormField } from "./form-field.ts";
import { SecretField } from "./secret-field.tsx";
import { specHint } from "./spec-hint.ts";
import styles from "./values-form.module.css";
import { EMPTY_TEXT, offersEmptyText, type WhenEmpty, wordsOfEmpty } from "./when-empty.ts";

type Props = {
  field: FormField;
  entry: string;
  onEntry: (entry: string) => void;
  onLeave: () => void;
  problem: string | null;
  onKeyDown?: (event: KeyboardEvent) => void;
  isDisabled: boolean;
  /** What it comes to where it stays empty. */
  whenEmpty?: WhenEmpty | undefined;
};

type Choice = { readonly value: string; readonly label: string };

const YES_NO: Choice[] = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

/** What may be chosen from; null where the value is written. */
function choicesOf({ type, enum: allowed }: InputSpec): Choice[] | null {
  if (type === "boolean") return YES_NO;
  if (allowed === undefined || type === "list" || type === "secret" || type === "json") return null;
  return allowed.map((value) => ({ value, label: value }));
}

/** Adds the choice of nothing, and a value that stands in the field and may not be chosen: it is seen, and can be taken away. */
function withNone(choices: Choice[], none: string, entry: string): Choice[] {
  const isKnown = entry === "" || choices.some(({ value }) => value === entry);
  const unknown = isKnown ? [] : [{ value: entry, label: `${entry} (not allowed)` }];
  return [{ value: "", label: none }, ...choices, ...unknown];
}

/** The field that fits an input's declaration. Its entry is text for every type: `readForm` reads it. */
export function ValueField(props: Props) {
  const { field, entry, onEntry, onLeave, isDisabled, whenEmpty = "read" } = props;
  const isEmptyText = entry === EMPTY_TEXT;
  if (whenEmpty === "read" && !isEmptyText) return <Plain {...props} />;
  const isOffered = isEmptyText || (entry === "" && offersEmptyText(field.spec, whenEmpty));
  // The field stays the same one, and keeps the focus, when its first letter is typed.
  return (
    <div className={styles.emptiable}>
      <Plain {...props} />
      {isOffered && (
        <Checkbox
          label={
            <>
              Set <code>{field.name}</code> to the empty text
            </>
          }
          checked={isEmptyText}
          disabled={isDisabled}
          onCheckedChange={(isSet) => {
            onEntry(isSet ? EMPTY_TEXT : "");
            onLeave();
          }}
        />
      )}
    </div>
  );
}

function Plain({ field: { name, spec }, entry, onEntry, problem, ...more }: Props) {
  const { onLeave, onKeyDown, isDisabled, whenEmpty = "read" } = more;
  const { choice: none, ...words } = wordsOfEmpty(spec, whenEmpty);
  const grey = entry === EMPTY_TEXT ? "empty text" : words.grey;
  const wanted = specHint(spec);
  // A browser shows nothing in grey in an empty date.
  const empty = spec.type === "date" && grey !== undefined ? `; empty: ${grey}` : "";
  const hasHint = spec.description !== undefined || wanted !== "";
  const shared = {
    label: <span className={styles.name}>{name}</span>,
    hint: hasHint && (
      <>
        {spec.description !== undefined && (
          <span className={styles.description}>
            <LongText text={spec.description} title={`Description of ${name}`} />
          </span>
        )}
        {wanted}
        {empty}
      </>
    ),
    error: problem,
    isRequired: spec.required === true && whenEmpty !== "kept",
    name,
    value: entry === EMPTY_TEXT ? "" : entry,
    disabled: isDisabled,
    onBlur: onLeave,
  };
  const typed = {
    onChange: ({ target }: { target: { value: string } }) => onEntry(target.value),
    ...(onKeyDown !== undefined && { onKeyDown }),
  };
  const usual = grey === undefined ? {} : { placeholder: grey };
  const choices = choicesOf(spec);
  if (choices !== null)
    return (
      <SelectField {...shared} onValueChange={onEntry} options={withNone(choices, none, shared.value)} />
    );
  switch (spec.type) {
    case "text":
    case "json":
    case "list":
      return <TextArea {...shared} {...typed} {...usual} isMono rows={spec.type === "json" ? 6 : 4} />;
    case "secret":
      return <SecretField {...shared} none={none} onValueChange={onEntry} />;
    case "integer":
      return <TextField {...shared} {...typed} {...usual} isMono inputMode="numeric" />;
    case "number":
      return <TextField {...shared} {...typed} {...usual} isMono inputMode="decimal" />;
    case "date":
      return <ClockField {...shared} {...typed} isMono type="date" />;
    default:
      return <TextField {...shared} {...typed} {...usual} isMono />;
  }
}
