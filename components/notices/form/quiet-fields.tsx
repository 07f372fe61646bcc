import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { ZoneField } from "#components/ui/fields/zone-field.tsx";
import { DAY_CHOICES } from "../shown/notice-words.ts";
import { Choices } from "./choices.tsx";
import { ENTRY_LABELS } from "./rule-entries.ts";
import styles from "./rule-form.module.css";
import type { RuleFormState } from "./use-rule-form.ts";

const AFTERWARDS = [
  { value: "hold", label: "One summary is sent" },
  { value: "drop", label: "Nothing is sent" },
];

/** When nothing is sent. */
export function QuietFields({ form }: { form: RuleFormState }) {
  const { entries, text, set, problemOf } = form;
  return (
    <fieldset className={styles.section}>
      <legend>When nothing is sent</legend>
      <Checkbox
        label={ENTRY_LABELS.isActive}
        checked={entries.isActive}
        onCheckedChange={(isActive) => set({ isActive })}
      />
      <div className={styles.pair}>
        <TextField
          {...text("repeat")}
          isMono
          hint="1h: a second notice of the same kind and graph is left out for an hour. Empty: none is"
        />
      </div>
      <Checkbox
        label={ENTRY_LABELS.hasQuiet}
        checked={entries.hasQuiet}
        onCheckedChange={(hasQuiet) => set({ hasQuiet })}
      />
      {entries.hasQuiet && (
        <>
          <div className={styles.pair}>
            <TextField {...text("from")} type="time" isRequired />
            <TextField {...text("to")} type="time" isRequired hint="Before “From”: of the next day" />
            <ZoneField
              label={ENTRY_LABELS.quietZone}
              value={entries.quietZone}
              error={problemOf("quietZone")}
              onValueChange={(quietZone) => set({ quietZone })}
            />
            <SelectField
              label={ENTRY_LABELS.afterwards}
              value={entries.afterwards}
              options={AFTERWARDS}
              onValueChange={(afterwards) => set({ afterwards: afterwards === "drop" ? "drop" : "hold" })}
            />
          </div>
          <Choices label={ENTRY_LABELS.days} error={problemOf("days")}>
            {DAY_CHOICES.map(({ day, label }) => (
              <Checkbox
                key={day}
                label={label}
                checked={entries.days.includes(day)}
                onCheckedChange={(isOn) =>
                  set({
                    days: DAY_CHOICES.map((each) => each.day).filter((each) =>
                      each === day ? isOn : entries.days.includes(each),
                    ),
                  })
                }
              />
            ))}
          </Choices>
        </>
      )}
    </fieldset>
  );
}
