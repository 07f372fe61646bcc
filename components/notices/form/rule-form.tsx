"use client";

import { useState } from "react";
import { PageForm } from "#components/page-form/page-form.tsx";
import { viewerZone } from "#components/schedules/shown/zone-text.ts";
import { AboutFields } from "./about-fields.tsx";
import { ChangedRule } from "./changed-rule.tsx";
import { QuietFields } from "./quiet-fields.tsx";
import { entriesOfRule, newRuleEntries } from "./rule-entries.ts";
import { TargetFields } from "./target-fields.tsx";
import { type StoredRule, useRuleForm } from "./use-rule-form.ts";

type Props = {
  /** The one that is changed; null: a new one. What it becomes later changes nothing here. */
  before: StoredRule | null;
  onSaved: (name: string) => void;
  onCancel: () => void;
};

/** Makes a rule of notices, or changes one. */
export function RuleForm({ before, onSaved, onCancel }: Props) {
  const [zone] = useState(viewerZone);
  const [first] = useState(() =>
    before === null ? newRuleEntries("", zone) : entriesOfRule(before.rule, zone),
  );
  const form = useRuleForm(before, first, zone, onSaved);
  return (
    <PageForm
      label={before === null ? "New rule" : `Edit ${first.name}`}
      act={form.isNew ? "Create rule" : "Save"}
      form={form}
      changed={(title) => <ChangedRule form={form} title={title} zone={zone} />}
      onCancel={onCancel}
    >
      <AboutFields form={form} />
      <TargetFields form={form} />
      <QuietFields form={form} />
    </PageForm>
  );
}
