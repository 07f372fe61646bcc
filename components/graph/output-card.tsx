import { Trash2 } from "lucide-react";
import type { FileJson } from "#components/canvas/edit.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Checkbox, SelectField, TextField } from "#components/ui/text-field.tsx";
import { INPUT_TYPES, type OutputSpec } from "#engine/graph-content.ts";
import { inputProblem } from "./input-edits.ts";
import styles from "./inspector.module.css";
import { useSettledText } from "./use-settled-text.ts";

type Props = {
  name: string;
  outputs: Readonly<Record<string, OutputSpec>>;
  onOutputs: (outputs: FileJson) => string | null;
};

/** One output: its name, its type, and whether the script must write it. */
export function OutputCard({ name, outputs, onOutputs }: Props) {
  const spec = outputs[name] ?? { type: "string" };
  const entries = Object.entries(outputs);
  const put = (to: string, now: OutputSpec | null) =>
    onOutputs(
      Object.fromEntries(
        entries.flatMap(([key, value]): [string, FileJson][] =>
          key !== name ? [[key, { ...value }]] : now === null ? [] : [[to, { ...now }]],
        ),
      ),
    );
  const nameField = useSettledText(
    name,
    (text) => inputProblem(outputs, text, name),
    (to) => put(to, spec),
  );
  const { required: _required, ...free } = spec;
  return (
    <fieldset className={styles.card} aria-label={`Output ${name}`}>
      <div className={styles.inputHead}>
        <TextField label="Name" isMono {...nameField} />
        <SelectField
          label="Type"
          value={spec.type}
          options={INPUT_TYPES.map((type) => ({ value: type, label: type }))}
          onChange={({ target }) => void put(name, { ...spec, type: target.value as OutputSpec["type"] })}
        />
        <IconButton
          size="small"
          label={`Remove output ${name}`}
          icon={<Trash2 aria-hidden />}
          onClick={() => void put(name, null)}
          className={styles.remove}
        />
      </div>
      <Checkbox
        label="Required"
        checked={spec.required === true}
        onChange={({ target }) => void put(name, target.checked ? { ...spec, required: true } : free)}
      />
    </fieldset>
  );
}
