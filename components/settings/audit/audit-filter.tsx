import { FilterField } from "#components/ui/fields/filter-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { AUDIT_OBJECTS, MAX_AUDIT_TEXT } from "#contract/audit/audit.ts";
import { REFUSAL_CODES } from "#contract/refusal.ts";
import styles from "./audit.module.css";

type Props = {
  query: ReadonlyMap<string, string>;
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

const RESULTS = [
  { value: "", label: "Any result" },
  { value: "done", label: "Done" },
  { value: "refused", label: "Refused" },
  ...REFUSAL_CODES.map((code) => ({ value: code, label: `Refused: ${code}` })),
];
const KINDS = [
  { value: "", label: "Anything" },
  ...AUDIT_OBJECTS.map((kind) => ({ value: kind, label: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` })),
];

/** What the list is narrowed to. */
export function AuditFilter({ query, onChange }: Props) {
  const value = (word: string) => query.get(word) ?? "";
  const set = (word: string, wanted: string) => {
    if (wanted !== value(word)) onChange({ [word]: wanted });
  };
  const text = (word: string, label: string, placeholder: string) => (
    <FilterField
      label={label}
      placeholder={placeholder}
      maxLength={MAX_AUDIT_TEXT}
      value={value(word)}
      onChange={(wanted) => set(word, wanted)}
    />
  );
  const day = (word: string, label: string) => (
    <FilterField label={label} type="date" value={value(word)} onChange={(wanted) => set(word, wanted)} />
  );
  return (
    <search className={styles.filter}>
      {text("who", "Who", "A part of the name")}
      {text("act", "Act", "graphs. or pipelines.launch")}
      <SelectField
        label="About"
        value={value("kind")}
        onValueChange={(wanted) => set("kind", wanted)}
        options={KINDS}
      />
      {text("object", "Name", "A part of the name")}
      <SelectField
        label="Result"
        value={value("result")}
        onValueChange={(wanted) => set("result", wanted)}
        options={RESULTS}
      />
      {day("since", "From (UTC)")}
      {day("until", "To (UTC)")}
    </search>
  );
}
