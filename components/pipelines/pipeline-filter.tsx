import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { STATE_LOOKS } from "#components/ui/states/state-look.ts";
import type { LIST_ONLY } from "#contract/pipelines/pipeline-list.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import styles from "./pipeline-filter.module.css";

type Props = {
  query: ReadonlyMap<string, string>;
  /** Those that there are now; one that was deleted since stays choosable while it is chosen. */
  graphs: readonly string[];
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

const ONLY: Readonly<Record<(typeof LIST_ONLY)[number], string>> = {
  queued: STATE_LOOKS.pending.text,
  "needs-input": STATE_LOOKS.prompting.text,
  "needs-person": "Needs attention",
  "open-failure": "Failed, not acknowledged",
};
const STATES = [
  { value: "", label: "Any state" },
  ...PIPELINE_STATES.map((each) => ({ value: each, label: STATE_LOOKS[each].text })),
  ...Object.entries(ONLY).map(([value, label]) => ({ value, label })),
];
const TIMES = [
  { value: "", label: "Any time" },
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
];
/** Shown once *More filters* is open, or one of them is set. */
const RARE = ["by", "param", "from", "to", "children"];

/** What the list is narrowed to. Texts count once the field is left, or with Enter. */
export function PipelineFilter({ query, graphs, onChange }: Props) {
  const value = (word: string) => query.get(word) ?? "";
  const graph = value("graph");
  const names = graph === "" || graphs.includes(graph) ? graphs : [graph, ...graphs];
  const text = (word: string, label: string, placeholder: string) => (
    <TextField
      key={`${word}:${value(word)}`}
      label={label}
      placeholder={placeholder}
      defaultValue={value(word)}
      onBlur={({ target }) => onChange({ [word]: target.value.trim() })}
      onKeyDown={(event) => {
        if (pressedKey(event) === "Enter") onChange({ [word]: event.currentTarget.value.trim() });
      }}
    />
  );
  const choice = (word: string, label: string, options: readonly { value: string; label: string }[]) => (
    <SelectField
      label={label}
      value={value(word)}
      onValueChange={(chosen) => onChange({ [word]: chosen })}
      options={options}
    />
  );
  const day = (word: string, label: string) => (
    <TextField
      label={label}
      type="date"
      value={value(word)}
      onChange={({ target }) => onChange({ [word]: target.value })}
    />
  );
  return (
    <search className={styles.search}>
      <div className={styles.filter}>
        {text("search", "Search", "Part of a name, or #17")}
        {choice("state", "State", STATES)}
        {choice("graph", "Graph", [
          { value: "", label: "Any graph" },
          ...names.map((name) => ({ value: name, label: name })),
        ])}
        {choice("within", "Launched", TIMES)}
      </div>
      <details open={RARE.some((word) => query.has(word))}>
        <summary>More filters</summary>
        <div className={styles.filter}>
          {text("by", "Launched by", "Name of a person or token")}
          {text("param", "Parameter", "name=value")}
          {day("from", "From (UTC)")}
          {day("to", "To (UTC)")}
          <Checkbox
            label="Show child pipelines"
            checked={value("children") === "1"}
            onCheckedChange={(isShown) => onChange({ children: isShown ? "1" : null })}
          />
        </div>
      </details>
    </search>
  );
}
