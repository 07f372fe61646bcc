import { GraphField } from "#components/api/graphs/graph-field.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { FilterField } from "#components/ui/fields/filter-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { STATE_LOOKS } from "#components/ui/states/state-look.ts";
import { type LIST_ONLY, MAX_FILTER_TEXT, MAX_FILTER_VALUE } from "#contract/pipelines/pipeline-list.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { MAX_LABEL_NAME, MAX_LABEL_VALUE } from "#engine/shape/launch-labels.ts";
import styles from "./pipeline-filter.module.css";
import { labelProblem, paramProblem } from "./read-list-query.ts";

type Props = {
  query: ReadonlyMap<string, string>;
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
const RARE = ["by", "param", "label", "from", "to", "children"];

/** What the list is narrowed to. */
export function PipelineFilter({ query, onChange }: Props) {
  const value = (word: string) => query.get(word) ?? "";
  const set = (word: string, wanted: string) => {
    if (wanted !== value(word)) onChange({ [word]: wanted });
  };
  const field = (word: string) => ({ value: value(word), onChange: (wanted: string) => set(word, wanted) });
  const choice = (word: string) => ({
    value: value(word),
    onValueChange: (wanted: string) => set(word, wanted),
  });
  return (
    <search className={styles.search}>
      <div className={styles.filter}>
        <FilterField
          {...field("search")}
          label="Search"
          placeholder="Part of a name, or #17"
          maxLength={MAX_FILTER_TEXT}
        />
        <SelectField {...choice("state")} label="State" options={STATES} />
        <GraphField
          label="Graph"
          noneText="Any graph"
          value={value("graph")}
          onChoose={(name) => set("graph", name)}
        />
        <SelectField {...choice("within")} label="Launched" options={TIMES} />
      </div>
      <details open={RARE.some((word) => query.has(word))}>
        <summary>More filters</summary>
        <div className={styles.filter}>
          <FilterField
            {...field("by")}
            label="Launched by"
            placeholder="Name of a person or token"
            maxLength={MAX_FILTER_TEXT}
          />
          <FilterField
            {...field("param")}
            label="Parameter"
            placeholder="name=value"
            maxLength={MAX_FILTER_TEXT + 1 + MAX_FILTER_VALUE}
            problemOf={paramProblem}
          />
          <FilterField
            {...field("label")}
            label="Label"
            placeholder="name=value"
            maxLength={MAX_LABEL_NAME + 1 + 2 * MAX_LABEL_VALUE}
            problemOf={labelProblem}
          />
          <FilterField {...field("from")} label="From (UTC)" type="date" />
          <FilterField
            {...field("to")}
            label="To (UTC)"
            type="date"
            error={isDayBefore(value("to"), value("from")) ? "This is before the first day." : null}
          />
          <Checkbox
            label="Show child pipelines"
            checked={value("children") === "1"}
            onCheckedChange={(isShown) => set("children", isShown ? "1" : "")}
          />
        </div>
      </details>
    </search>
  );
}

/** Both are days as `2026-11-26`; an empty one is neither before nor after another. */
function isDayBefore(day: string, other: string): boolean {
  return day !== "" && other !== "" && day < other;
}
