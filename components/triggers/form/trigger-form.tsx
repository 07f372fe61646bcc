"use client";

import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { TriggerView } from "#contract/triggers.ts";
import { ChangedTrigger } from "./changed-trigger.tsx";
import { EventFields } from "./event-fields.tsx";
import { LaunchFields } from "./launch-fields.tsx";
import { ParamFields } from "./param-fields.tsx";
import { entriesOf, newEntries } from "./trigger-entries.ts";
import styles from "./trigger-form.module.css";
import { type TriggerFormState, useTriggerForm } from "./use-trigger-form.ts";

type Props = {
  /** The one that is changed; null: a new one. What it becomes later changes nothing here. */
  trigger: TriggerView | null;
  /** Of a new one: chosen already. */
  graph?: string;
  onSaved: (name: string) => void;
  onCancel: () => void;
};

/** Makes a trigger, or changes one. */
export function TriggerForm({ trigger, graph = "", onSaved, onCancel }: Props) {
  const [first] = useState(() => (trigger === null ? newEntries(graph) : entriesOf(trigger)));
  const form = useTriggerForm(trigger, first, onSaved);
  const { before, save } = form;
  return (
    <Form
      className={styles.form}
      aria-label={trigger === null ? "New trigger" : `Edit ${trigger.name}`}
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
      <EventFields form={form} />
      <LaunchFields form={form} />
      <ParamFields form={form} />
      <Refusal form={form} />
      <div className={styles.actions}>
        <span className={styles.quiet} role="status">
          {form.isTried && !save.isPending && missingText(form)}
        </span>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={save.isPending || save.isSuccess}>
          {before === null ? "Create trigger" : "Save"}
        </Button>
      </div>
    </Form>
  );
}

function Refusal({ form: { save, refusal, before }, form }: { form: TriggerFormState }) {
  if (refusal === null) return null;
  if (refusal.code === "conflict" && before !== null)
    return <ChangedTrigger name={before.name} form={form} title={refusal.title} />;
  return <ProblemCallout error={save.error} />;
}

function missingText({ problemCount, specs }: TriggerFormState): string {
  if (problemCount === 1) return "Not saved: one field has to be corrected.";
  if (problemCount > 1) return `Not saved: ${problemCount} fields have to be corrected.`;
  return specs.params === null ? "Not saved: the parameters of the graph are not known." : "";
}
