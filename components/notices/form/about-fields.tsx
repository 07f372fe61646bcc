import { FolderField } from "#components/api/folder-field.tsx";
import { GraphField } from "#components/api/graphs/graph-field.tsx";
import { Choices } from "#components/page-form/choices.tsx";
import { FieldPair, FormSection } from "#components/page-form/form-section.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { ZoneField } from "#components/ui/fields/zone-field.tsx";
import { NOTICE_KINDS } from "#engine/notices/notice-rule.ts";
import { KIND_LABELS } from "../shown/notice-words.ts";
import { ENTRY_LABELS } from "./rule-entries.ts";
import type { RuleFormState } from "./use-rule-form.ts";

const ABOUT = [
  { value: "graph", label: "The pipelines of a graph" },
  { value: "folder", label: "Those of a folder, with all below it" },
];
const LATENESS = [
  { value: "after", label: "So long after its launch" },
  { value: "by", label: "At a time of the day" },
];

/** The name of the rule, its place, and what it tells of. */
export function AboutFields({ form }: { form: RuleFormState }) {
  const { entries, text, set, problemOf, leave, isNew } = form;
  return (
    <FormSection title="What it tells of">
      {isNew && (
        <TextField
          {...text("name")}
          isRequired
          hint="Letters, digits and - _ . for example nightly-failed. It cannot be changed later."
        />
      )}
      <FieldPair>
        <SelectField
          label={ENTRY_LABELS.about}
          value={entries.about}
          options={ABOUT}
          onValueChange={(about) => set({ about: about === "folder" ? "folder" : "graph" })}
        />
        {entries.about === "graph" ? (
          <GraphField
            label={ENTRY_LABELS.graph}
            isRequired
            value={entries.graph}
            error={problemOf("graph")}
            onChoose={(graph) => set({ graph })}
          />
        ) : (
          <FolderField act="design" value={entries.folder} onValueChange={(folder) => set({ folder })} />
        )}
      </FieldPair>
      <Choices
        label={ENTRY_LABELS.on}
        options={NOTICE_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] }))}
        chosen={entries.on}
        error={problemOf("on")}
        onChange={(on) => {
          leave("on");
          set({ on });
        }}
      />
      {entries.on.includes("waiting") && (
        <FieldPair>
          <TextField {...text("wait")} isMono hint="15m. Empty: as soon as it waits" />
        </FieldPair>
      )}
      {entries.on.includes("late") && (
        <FieldPair>
          <SelectField
            label={ENTRY_LABELS.lateness}
            value={entries.lateness}
            options={LATENESS}
            onValueChange={(lateness) => set({ lateness: lateness === "by" ? "by" : "after" })}
          />
          {entries.lateness === "after" ? (
            <TextField
              {...text("late")}
              isMono
              isRequired
              hint="2h: it has not ended two hours after its launch"
            />
          ) : (
            <TextField
              {...text("lateBy")}
              type="time"
              isRequired
              hint="06:00: it was launched before, and has not ended"
            />
          )}
          {entries.lateness === "by" && (
            <ZoneField
              label={ENTRY_LABELS.lateZone}
              value={entries.lateZone}
              error={problemOf("lateZone")}
              onValueChange={(lateZone) => set({ lateZone })}
            />
          )}
        </FieldPair>
      )}
    </FormSection>
  );
}
