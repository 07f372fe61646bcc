"use client";

import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { viewerZone } from "#components/schedules/shown/zone-text.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { NoticeRuleInput } from "#contract/notices.ts";
import { AboutFields } from "./about-fields.tsx";
import { ChangedRule } from "./changed-rule.tsx";
import { QuietFields } from "./quiet-fields.tsx";
import { entriesOfRule, newRuleEntries } from "./rule-entries.ts";
import styles from "./rule-form.module.css";
import { TargetFields } from "./target-fields.tsx";
import { useRuleForm } from "./use-rule-form.ts";

type Props = {
  /** The one that is changed; null: a new one. What it becomes later changes nothing here. */
  before: { readonly rule: NoticeRuleInput; readonly version: number } | null;
  onSaved: (name: string) => void;
  onCancel: () => void;
};

/** Makes a rule of notices, or changes one. */
export function RuleForm({ before, onSaved, onCancel }: Props) {
  const [zone] = useState(viewerZone);
  const [first] = useState(() =>
    before === null ? newRuleEntries("", zone) : entriesOfRule(before.rule, zone),
  );
  const form = useRuleForm(before?.version ?? 0, first, onSaved);
  const { save, refusal, isTried, problemCount, isNew } = form;
  return (
    <Form
      className={styles.form}
      aria-label={isNew ? "New rule" : `Edit ${first.name}`}
      noValidate
      onSubmit={form.submit}
    >
      {form.isKept && (
        <Callout
          title="What you typed before you left is still here. It is not saved yet."
          actions={
            <Button size="small" onClick={form.discard}>
              Discard it
            </Button>
          }
        />
      )}
      <AboutFields form={form} />
      <TargetFields form={form} />
      <QuietFields form={form} />
      {refusal !== null &&
        (refusal.code === "conflict" && !isNew ? (
          <ChangedRule form={form} title={refusal.title} zone={zone} />
        ) : (
          <ProblemCallout error={save.error} />
        ))}
      <div className={styles.actions}>
        <span className={styles.quiet} role="status">
          {isTried && !save.isPending && missingText(problemCount)}
        </span>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={save.isPending || save.isSuccess}>
          {isNew ? "Create rule" : "Save"}
        </Button>
      </div>
    </Form>
  );
}

function missingText(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "Not saved: one field has to be corrected."
    : `Not saved: ${count} fields have to be corrected.`;
}
