import { Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { inputProblem } from "#components/draft/edits/input-edits.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useSettledText } from "#components/draft/use-settled-text.ts";
import { withChange } from "#components/draft/use-vertex.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { onFirstPress } from "#components/ui/buttons/one-press.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { ownOf } from "#engine/json/json.ts";
import type { OutputSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { INPUT_TYPES } from "#engine/shape/input-shape.ts";
import { ExpressionField } from "../expressions/expression-field.tsx";
import styles from "../inspector.module.css";
import { defaultFor } from "./input-card.tsx";
import { InputLimits } from "./input-limits.tsx";

type Props = {
  vertex: string;
  name: string;
  outputs: Readonly<Record<string, OutputSpec>>;
  /** It was just added: its name has the focus. */
  isFresh: boolean;
  /** Where it receives something, which names an expression may read; null: its script writes its outputs. */
  reads: string | null;
  onOutputs: (outputs: FileFields, field?: string) => string | null;
  onRename: (to: string) => string | null;
};

/** One output: its name and type, where it comes from, whether it must be there, and what it must be like. */
export function OutputCard({ vertex, name, outputs, isFresh, reads, onOutputs, onRename }: Props) {
  const card = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (isFresh) card.current?.querySelector("input")?.select();
  }, [isFresh]);
  const spec = ownOf(outputs, name) ?? { type: "string" };
  const entries = Object.entries(outputs);
  const put = (now: FileFields | null, field?: string) =>
    onOutputs(
      Object.fromEntries(
        entries.flatMap(([key, value]): [string, FileFields][] =>
          key !== name ? [[key, { ...value }]] : now === null ? [] : [[key, { ...now }]],
        ),
      ),
      field,
    );
  const nameField = useSettledText(name, (text) => inputProblem(outputs, text, name), onRename);
  const { required: _required, ...free } = spec;
  const { from: _from, ...named } = spec;
  const from = useDraftText(spec.from ?? "", (text) =>
    put(text.trim() === "" ? named : { ...spec, from: text.trim() }, `from of ${name}`),
  );
  return (
    <fieldset ref={card} className={styles.card} aria-label={`Output ${name}`}>
      <div className={styles.inputHead}>
        <TextField label="Name" isMono {...nameField} />
        <SelectField
          label="Type"
          value={spec.type}
          options={INPUT_TYPES.map((type) => ({ value: type, label: type }))}
          onValueChange={(value) =>
            void put(
              withChange({ ...spec }, { type: value, ...defaultFor(spec, value as OutputSpec["type"]) }),
            )
          }
        />
        <IconButton
          size="small"
          label={`Remove output ${name}`}
          icon={<Trash2 aria-hidden />}
          onClick={onFirstPress(() => put(null))}
          className={styles.remove}
        />
      </div>
      {reads !== null && (
        <ExpressionField
          label="Value from"
          placeholder={`The field ${name}`}
          hint={`An expression over ${reads}.`}
          place={{ at: "vertex", vertex, field: "received" }}
          wanted={spec.type}
          {...from}
        />
      )}
      <Checkbox
        label="Required"
        checked={spec.required === true}
        onCheckedChange={(isChecked) => void put(isChecked ? { ...spec, required: true } : free)}
      />
      <InputLimits
        spec={spec}
        update={(change, field) =>
          put(withChange({ ...spec }, change), field === undefined ? undefined : `${field} of ${name}`)
        }
      />
    </fieldset>
  );
}
