import { useDraftText } from "#components/draft/use-draft-text.ts";
import { entryOf } from "#components/values-form/form-field.ts";
import { checkEntry, isEmptyEntry } from "#components/values-form/form-values.ts";
import { ValueField } from "#components/values-form/value-field.tsx";
import { entryOfEmptyText } from "#components/values-form/when-empty.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";

type Props = {
  name: string;
  /** What the value must be like. */
  spec: InputSpec;
  /** What the draft says now. */
  value: Json | undefined;
  /** What holds where the draft says nothing. */
  usual?: Json | undefined;
  /** Puts the value into the draft, or (undefined) takes it away; returns why that was refused, or null. */
  onValue: (value: Json | undefined) => string | null;
};

/** A value in the draft, judged by the one validator; what does not fit stays in the field and out of the draft. */
export function DraftValueField({ name, spec, value, usual, onValue }: Props) {
  const { required: _required, description: _description, default: _default, ...plain } = spec;
  const known = value === "" ? entryOfEmptyText(plain, "unset") : entryOf(spec, value);
  const text = useDraftText(known, (entry) => {
    if (isEmptyEntry(plain, entry)) return onValue(undefined);
    const checked = checkEntry(plain, entry);
    return checked.ok ? onValue(checked.value) : checked.problem;
  });
  return (
    <ValueField
      field={{ name, spec: usual === undefined ? plain : { ...plain, default: usual } }}
      entry={text.value}
      whenEmpty="unset"
      onEntry={(entry) => text.onChange({ target: { value: entry } })}
      onLeave={text.onBlur}
      onKeyDown={text.onKeyDown}
      problem={text.error}
      isDisabled={false}
    />
  );
}
