import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { TRIGGER_KIND_NAMES, TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import styles from "./triggers.module.css";

type Props = {
  query: ReadonlyMap<string, string>;
  /** Those that there are now; one that was deleted since stays choosable while it is chosen. */
  graphs: readonly string[];
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

/** What the list is narrowed to. A text counts once the field is left, or with Enter. */
export function TriggerFilter({ query, graphs, onChange }: Props) {
  const search = query.get("search") ?? "";
  const graph = query.get("graph") ?? "";
  const names = graph === "" || graphs.includes(graph) ? graphs : [graph, ...graphs];
  return (
    <search className={styles.filter}>
      <TextField
        key={search}
        label="Search"
        placeholder="Part of a name"
        maxLength={100}
        defaultValue={search}
        onBlur={({ target }) => onChange({ search: target.value.trim() })}
        onKeyDown={(event) => {
          if (pressedKey(event) === "Enter") onChange({ search: event.currentTarget.value.trim() });
        }}
      />
      <SelectField
        label="Kind"
        value={query.get("kind") ?? ""}
        options={[
          { value: "", label: "Any kind" },
          ...TRIGGER_KIND_NAMES.map((kind) => ({ value: kind, label: TRIGGER_KINDS[kind].label })),
        ]}
        onValueChange={(kind) => onChange({ kind })}
      />
      <SelectField
        label="Graph"
        value={graph}
        options={[{ value: "", label: "Any graph" }, ...names.map((name) => ({ value: name, label: name }))]}
        onValueChange={(chosen) => onChange({ graph: chosen })}
      />
      <SelectField
        label="Show"
        value={query.get("removed") === "1" ? "1" : ""}
        options={[
          { value: "", label: "All but removed" },
          { value: "1", label: "Removed" },
        ]}
        onValueChange={(removed) => onChange({ removed })}
      />
    </search>
  );
}
