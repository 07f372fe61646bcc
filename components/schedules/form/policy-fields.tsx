import { FieldPair, FormNote, FormSection } from "#components/page-form/form-section.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { CATCH_UPS, type CatchUp, OVERLAPS, type Overlap } from "#engine/schedules/decide-fires.ts";
import { CATCH_UP_LABELS, OVERLAP_LABELS } from "../shown/policy-words.ts";
import { ENTRY_LABELS } from "./schedule-entries.ts";
import styles from "./schedule-form.module.css";
import type { ScheduleFormState } from "./use-schedule-form.ts";

const OVERLAP_HINTS: Readonly<Record<Overlap, string>> = {
  skip: "The hourly import takes 70 minutes: 10:00 is skipped, and 11:00 runs.",
  queue: "The hourly import takes 70 minutes: that of 10:00 begins at 10:10.",
  "cancel-older": "A report of 09:00 still runs at 10:00: it is cancelled, and that of 10:00 runs.",
  allow: "Three exports may run side by side; a fourth is skipped.",
};
const CATCH_UP_HINTS: Readonly<Record<CatchUp, string>> = {
  none: "Down from 02:00 to 05:30: the times between are noted as missed.",
  last: "Down from 02:00 to 05:30, hourly: that of 05:00 is launched at 05:30.",
  all: "Down from 02:00 to 05:30, hourly: those of 02:00 to 05:00 are launched one by one.",
};

/** What happens when a time comes too late, or too early. */
export function PolicyFields({ form }: { form: ScheduleFormState }) {
  const { entries, text, set } = form;
  return (
    <FormSection title="Policies">
      <FieldPair>
        <SelectField
          label={ENTRY_LABELS.overlap}
          value={entries.overlap}
          options={OVERLAPS.map((value) => ({ value, label: OVERLAP_LABELS[value] }))}
          hint={OVERLAP_HINTS[entries.overlap]}
          onValueChange={(overlap) => set({ overlap: overlap as Overlap })}
        />
        <TextField
          {...text("maxRunning")}
          inputMode="numeric"
          hint="So many of its pipelines at most: 1 for a back-up"
        />
      </FieldPair>
      <FieldPair>
        <TextField
          {...text("grace")}
          isMono
          hint="With 5m, a time of 10:00 is still launched at 10:04; later it counts as missed."
        />
        <SelectField
          label={ENTRY_LABELS.catchUp}
          value={entries.catchUp}
          options={CATCH_UPS.map((value) => ({ value, label: CATCH_UP_LABELS[value] }))}
          hint={CATCH_UP_HINTS[entries.catchUp]}
          onValueChange={(catchUp) => set({ catchUp: catchUp as CatchUp })}
        />
      </FieldPair>
      {entries.catchUp === "all" ? (
        <FieldPair>
          <TextField {...text("maxCatchUp")} inputMode="numeric" hint="The latest so many: 10, up to 100" />
        </FieldPair>
      ) : (
        <div className={styles.check}>
          <Checkbox
            label={ENTRY_LABELS.coalesce}
            checked={entries.coalesce}
            onCheckedChange={(coalesce) => set({ coalesce })}
          />
          <FormNote>
            Every minute, and two minutes are found together within the grace: one launch, not two.
          </FormNote>
        </div>
      )}
    </FormSection>
  );
}
