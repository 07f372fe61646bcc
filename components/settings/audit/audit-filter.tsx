import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { AUDIT_OBJECTS } from "#contract/audit.ts";
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

/** What the list is narrowed to. Texts count once the field is left, or with Enter. */
export function AuditFilter({ query, onChange }: Props) {
  const text = (word: string, label: string, placeholder: string) => (
    <TextField
      key={`${word}:${query.get(word) ?? ""}`}
      label={label}
      placeholder={placeholder}
      defaultValue={query.get(word) ?? ""}
      onBlur={({ target }) => onChange({ [word]: target.value.trim() })}
      onKeyDown={(event) => {
        if (pressedKey(event) === "Enter") onChange({ [word]: event.currentTarget.value.trim() });
      }}
    />
  );
  const day = (word: string, label: string) => (
    <TextField
      label={label}
      type="date"
      value={query.get(word) ?? ""}
      onChange={({ target }) => onChange({ [word]: target.value })}
    />
  );
  return (
    <search className={styles.filter}>
      {text("who", "Who", "A part of the name")}
      {text("act", "Act", "graphs. or pipelines.launch")}
      <SelectField
        label="About"
        value={query.get("kind") ?? ""}
        onValueChange={(value) => onChange({ kind: value })}
        options={KINDS}
      />
      {text("object", "Name", "A part of the name")}
      <SelectField
        label="Result"
        value={query.get("result") ?? ""}
        onValueChange={(value) => onChange({ result: value })}
        options={RESULTS}
      />
      {day("since", "From (UTC)")}
      {day("until", "To (UTC)")}
    </search>
  );
}
