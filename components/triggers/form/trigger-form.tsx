"use client";

import { useState } from "react";
import { LaunchFields } from "#components/automations/launch-fields.tsx";
import { PageForm } from "#components/page-form/page-form.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { ChangedTrigger } from "./changed-trigger.tsx";
import { EventFields } from "./event-fields.tsx";
import { ParamFields } from "./param-fields.tsx";
import { entriesOf, newEntries } from "./trigger-entries.ts";
import { useTriggerForm } from "./use-trigger-form.ts";

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
  const { before, isNew, launched } = form;
  return (
    <PageForm
      label={trigger === null ? "New trigger" : `Edit ${trigger.name}`}
      act={isNew ? "Create trigger" : "Save"}
      form={form}
      missing={launched.specs === null ? "Not saved: the parameters of the graph are not known." : null}
      changed={(title) => before !== null && <ChangedTrigger before={before} form={form} title={title} />}
      onCancel={onCancel}
    >
      <EventFields form={form} />
      <LaunchFields form={form} launched={launched} at="event" />
      <ParamFields form={form} />
    </PageForm>
  );
}
