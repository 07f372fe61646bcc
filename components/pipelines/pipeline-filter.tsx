import { SelectField } from "#components/ui/fields/select-field.tsx";
import { STATE_LOOKS } from "#components/ui/states/state-look.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import styles from "./pipeline-filter.module.css";

type Props = {
  state: string | null;
  graph: string | null;
  /** Those that there are now; one that was deleted since stays choosable while it is chosen. */
  graphs: readonly string[];
  onChange: (words: { state?: string | null; graph?: string | null }) => void;
};

export function PipelineFilter({ state, graph, graphs, onChange }: Props) {
  const names = graph === null || graphs.includes(graph) ? graphs : [graph, ...graphs];
  return (
    <search className={styles.filter}>
      <SelectField
        label="State"
        value={state ?? ""}
        onValueChange={(value) => onChange({ state: value })}
        options={[
          { value: "", label: "Any state" },
          ...PIPELINE_STATES.map((each) => ({ value: each, label: STATE_LOOKS[each].text })),
        ]}
      />
      <SelectField
        label="Graph"
        value={graph ?? ""}
        onValueChange={(value) => onChange({ graph: value })}
        options={[{ value: "", label: "Any graph" }, ...names.map((name) => ({ value: name, label: name }))]}
      />
    </search>
  );
}
