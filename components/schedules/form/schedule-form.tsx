"use client";

import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ScheduleView } from "#contract/schedules.ts";
import { viewerZone } from "../shown/zone-text.ts";
import { ChangedSince } from "./changed-since.tsx";
import { ParamsFields } from "./params-fields.tsx";
import { PolicyFields } from "./policy-fields.tsx";
import { entriesOf, newEntries } from "./schedule-entries.ts";
import styles from "./schedule-form.module.css";
import { type ScheduleFormState, useScheduleForm } from "./use-schedule-form.ts";
import { WhatFields } from "./what-fields.tsx";
import { WhenFields } from "./when-fields.tsx";

type Props = {
  /** The one that is changed; null: a new one. What it becomes later changes nothing here. */
  schedule: ScheduleView | null;
  /** Of a new one: chosen already. */
  graph?: string;
  onSaved: (name: string) => void;
  onCancel: () => void;
};

/** Makes a schedule, or changes one. */
export function ScheduleForm({ schedule, graph = "", onSaved, onCancel }: Props) {
  const [first] = useState(() => (schedule === null ? newEntries(graph, viewerZone()) : entriesOf(schedule)));
  const form = useScheduleForm(schedule, first, onSaved);
  const { before, save } = form;
  return (
    <Form
      className={styles.form}
      aria-label={schedule === null ? "New schedule" : `Edit ${schedule.name}`}
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
      <WhatFields form={form} />
      <WhenFields form={form} />
      <ParamsFields form={form} />
      <PolicyFields form={form} />
      <Refusal form={form} />
      <div className={styles.actions}>
        <span className={styles.quiet} role="status">
          {form.isTried && !save.isPending && missingText(form)}
        </span>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={save.isPending || save.isSuccess}>
          {before === null ? "Create schedule" : "Save"}
        </Button>
      </div>
    </Form>
  );
}

function Refusal({ form: { save, refusal, before }, form }: { form: ScheduleFormState }) {
  if (refusal === null) return null;
  if (refusal.code === "conflict" && before !== null)
    return <ChangedSince name={before.name} form={form} title={refusal.title} />;
  return <ProblemCallout error={save.error} />;
}

function missingText({ problemCount, params }: ScheduleFormState): string {
  if (problemCount === 1) return "Not saved: one field has to be corrected.";
  if (problemCount > 1) return `Not saved: ${problemCount} fields have to be corrected.`;
  return params.form === null ? "Not saved: the parameters of the graph are not known." : "";
}
