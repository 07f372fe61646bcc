import { FieldPair, FormSection } from "#components/page-form/form-section.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { TRIGGER_KIND_NAMES, TRIGGER_KINDS, type TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";
import { ENTRY_LABELS } from "./trigger-entries.ts";
import type { TriggerFormState } from "./use-trigger-form.ts";

const KINDS = TRIGGER_KIND_NAMES.map((kind) => ({ value: kind, label: TRIGGER_KINDS[kind].label }));

/** The name of the trigger, and which events it takes. */
export function EventFields({ form }: { form: TriggerFormState }) {
  const { entries, before, text, problemOf, leave, setKind, setSetting } = form;
  const { Fields, hint, filterExample } = KIND_VIEWS[entries.kind];
  const names = Object.keys(TRIGGER_KINDS[entries.kind].names).join(", ");
  return (
    <FormSection title="Which events">
      <FieldPair>
        {before === null && (
          <TextField
            {...text("name")}
            isRequired
            hint="Letters, digits and - _ . for example on-push. It cannot be changed later."
          />
        )}
        <SelectField
          label={ENTRY_LABELS.kind}
          value={entries.kind}
          options={KINDS}
          hint={hint}
          onValueChange={(kind) => setKind(kind as TriggerKind)}
        />
      </FieldPair>
      <Fields
        entries={entries.settings}
        problemOf={(field) => problemOf(`settings.${field}`)}
        onEntry={setSetting}
        onLeave={(field) => leave(`settings.${field}`)}
      />
      <TextArea
        {...text("filter")}
        isMono
        rows={2}
        placeholder={filterExample}
        hint={`Empty: every event launches. An expression (CEL) over ${names}`}
      />
    </FormSection>
  );
}
