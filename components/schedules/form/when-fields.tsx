import { FieldPair, FormSection } from "#components/page-form/form-section.tsx";
import { ClockField } from "#components/ui/fields/clock-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { ZoneField } from "#components/ui/fields/zone-field.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { ENTRY_LABELS, type RuleKind } from "./schedule-entries.ts";
import styles from "./schedule-form.module.css";
import type { ScheduleFormState } from "./use-schedule-form.ts";

const KINDS: readonly { value: RuleKind; label: string }[] = [
  { value: "cron", label: "By a cron rule" },
  { value: "interval", label: "At an interval" },
  { value: "once", label: "Once" },
];

/** When the schedule is due, and beside it what that comes to. */
export function WhenFields({ form }: { form: ScheduleFormState }) {
  const { entries, text, set, problemOf } = form;
  const clock = { type: "datetime-local", step: 60, isMono: true } as const;
  return (
    <FormSection title="When">
      <div className={styles.beside}>
        <div className={styles.fields}>
          <FieldPair>
            <SelectField
              label={ENTRY_LABELS.kind}
              value={entries.kind}
              options={KINDS}
              onValueChange={(kind) => set({ kind: kind as RuleKind })}
            />
            {entries.kind === "cron" && (
              <TextField
                {...text("cron")}
                isMono
                isRequired
                placeholder="30 2 * * *"
                hint="Minute, hour, day, month, weekday: 0 9 * * 1-5 is 09:00 from Monday to Friday. Or @daily"
              />
            )}
            {entries.kind === "interval" && (
              <TextField
                {...text("every")}
                isMono
                isRequired
                placeholder="15m"
                hint="15m, 1h30m, 90s: counted from when it is saved, or from the start"
              />
            )}
            {entries.kind === "once" && (
              <ClockField
                {...text("at")}
                {...clock}
                isRequired
                hint="By the clock of its time zone. After it, the schedule is removed."
              />
            )}
          </FieldPair>
          <ZoneField
            label={ENTRY_LABELS.zone}
            isRequired
            value={entries.zone}
            hint="Its clock counts, also for start, end and excluded dates"
            error={problemOf("zone")}
            onValueChange={(zone) => set({ zone })}
          />
          <FieldPair>
            <ClockField {...text("startsAt")} {...clock} hint="Empty: at once. No time is before it." />
            <ClockField
              {...text("endsAt")}
              {...clock}
              hint="Empty: never. After it, the schedule is removed."
            />
          </FieldPair>
          <FieldPair>
            <TextArea
              {...text("excludedDates")}
              isMono
              placeholder={"2026-12-24\n12-25"}
              hint="One a line. 2026-12-24 is one day, 12-25 that day of each year."
            />
            <TextField
              {...text("jitter")}
              isMono
              hint="Launches up to so much later, so that many do not begin at once: 2m"
            />
          </FieldPair>
        </div>
        <PreviewPanel preview={form.preview} zone={entries.zone} />
      </div>
    </FormSection>
  );
}
