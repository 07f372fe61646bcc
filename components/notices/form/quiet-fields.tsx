import { Choices } from "#components/page-form/choices.tsx";
import { FieldPair, FormSection } from "#components/page-form/form-section.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { ZoneField } from "#components/ui/fields/zone-field.tsx";
import { DAY_CHOICES } from "../shown/notice-words.ts";
import { ENTRY_LABELS } from "./rule-entries.ts";
import type { RuleFormState } from "./use-rule-form.ts";

const AFTERWARDS = [
  { value: "hold", label: "One summary is sent" },
  { value: "drop", label: "Nothing is sent" },
];

/** When nothing is sent. */
export function QuietFields({ form }: { form: RuleFormState }) {
  const { entries, text, set, problemOf } = form;
  return (
    <FormSection title="When nothing is sent">
      <Checkbox
        label={ENTRY_LABELS.isActive}
        checked={entries.isActive}
        onCheckedChange={(isActive) => set({ isActive })}
      />
      <FieldPair>
        <TextField
          {...text("repeat")}
          isMono
          hint="1h: a second notice of the same kind and graph is left out for an hour. Empty: none is"
        />
      </FieldPair>
      <Checkbox
        label={ENTRY_LABELS.hasQuiet}
        checked={entries.hasQuiet}
        onCheckedChange={(hasQuiet) => set({ hasQuiet })}
      />
      {entries.hasQuiet && (
        <>
          <FieldPair>
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
          </FieldPair>
          <Choices
            label={ENTRY_LABELS.days}
            options={DAY_CHOICES.map(({ day, label }) => ({ value: day, label }))}
            chosen={entries.days}
            error={problemOf("days")}
            onChange={(days) => set({ days })}
          />
        </>
      )}
    </FormSection>
  );
}
