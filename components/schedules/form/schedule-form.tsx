"use client";

import { useState } from "react";
import { LaunchFields } from "#components/automations/launch-fields.tsx";
import { PageForm } from "#components/page-form/page-form.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { ScheduleView } from "#contract/triggers/schedules.ts";
import { viewerZone } from "../shown/zone-text.ts";
import { ChangedSchedule } from "./changed-schedule.tsx";
import { ParamsFields } from "./params-fields.tsx";
import { PolicyFields } from "./policy-fields.tsx";
import { entriesOf, newEntries } from "./schedule-entries.ts";
import { useScheduleForm } from "./use-schedule-form.ts";
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
  const { before, isNew } = form;
  return (
    <PageForm
      label={schedule === null ? "New schedule" : `Edit ${schedule.name}`}
      act={isNew ? "Create schedule" : "Save"}
      form={form}
      missing={form.params === null ? "Not saved: the parameters of the graph are not known." : null}
      changed={(title) => before !== null && <ChangedSchedule before={before} form={form} title={title} />}
      onCancel={onCancel}
    >
      <LaunchFields form={form} launched={form.launched} at="launch">
        {isNew && (
          <TextField
            {...form.text("name")}
            isRequired
            hint="Letters, digits and - _ . for example nightly-backup. It cannot be changed later."
          />
        )}
      </LaunchFields>
      <WhenFields form={form} />
      <ParamsFields form={form} />
      <PolicyFields form={form} />
    </PageForm>
  );
}
