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
import { inputJson } from "#engine/graph-file/graph-file-json.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, InputType } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { INPUT_TYPES } from "#engine/shape/input-shape.ts";
import { checkValue } from "#engine/values/input-values.ts";
import { ExpressionField } from "../expressions/expression-field.tsx";
import styles from "../inspector.module.css";
import { InputLimits } from "./input-limits.tsx";

type Props = {
  noun: string;
  /** The vertex that has it; null: it is a parameter of the graph, which is not worked out. */
  vertex: string | null;
  name: string;
  inputs: Readonly<Record<string, InputSpec>>;
  /** Just added: its name is typed next. */
  isFresh: boolean;
  onUpdate: (spec: FileFields, field?: string) => string | null;
  onRename: (to: string) => string | null;
  onRemove: () => void;
};

/** One input: its name and type, whether it must have a value, and what a value must be like. */
export function InputCard({ noun, vertex, name, inputs, isFresh, onUpdate, onRename, onRemove }: Props) {
  const spec: InputSpec = ownOf(inputs, name) ?? { type: "string" };
  const card = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (isFresh) card.current?.querySelector("input")?.select();
  }, [isFresh]);
  const nameField = useSettledText(name, (text) => inputProblem(inputs, text, name), onRename);
  const update = (change: Parameters<typeof withChange>[1], field?: string) =>
    onUpdate(withChange(inputJson(spec), change), field === undefined ? undefined : `${field} of ${name}`);
  return (
    <fieldset
      ref={card}
      className={styles.card}
      aria-label={`${noun === "input" ? "Input" : "Parameter"} ${name}`}
    >
      <div className={styles.inputHead}>
        <TextField label="Name" isMono {...nameField} />
        <SelectField
          label="Type"
          value={spec.type}
          options={INPUT_TYPES.map((type) => ({ value: type, label: type }))}
          onValueChange={(value) => void update({ type: value, ...defaultFor(spec, value as InputType) })}
        />
        <IconButton
          size="small"
          label={`Remove ${noun} ${name}`}
          icon={<Trash2 aria-hidden />}
          onClick={onFirstPress(onRemove)}
          className={styles.remove}
        />
      </div>
      <div className={styles.row}>
        <Checkbox
          label="Required"
          checked={spec.required === true}
          onCheckedChange={(isChecked) => void update({ required: isChecked || undefined })}
        />
        <Checkbox
          label="Don't prompt"
          checked={spec.ask === "never"}
          onCheckedChange={(isChecked) => void update({ ask: isChecked ? "never" : undefined })}
        />
      </div>
      {vertex !== null && <ValueFrom vertex={vertex} spec={spec} update={update} />}
      <InputLimits spec={spec} update={update} />
    </fieldset>
  );
}

type ValueFromProps = {
  vertex: string;
  spec: InputSpec;
  update: (change: { readonly from: string | undefined }, field: string) => string | null;
};

/** The expression that gives an input its value. */
function ValueFrom({ vertex, spec, update }: ValueFromProps) {
  const from = useDraftText(spec.from ?? "", (text) =>
    update({ from: text.trim() === "" ? undefined : text.trim() }, "from"),
  );
  return (
    <ExpressionField
      label="Value from"
      hint="An expression: outputs.build.version or params.env"
      placeholder="Given at launch, or asked for"
      place={{ at: "vertex", vertex, field: "inputs" }}
      wanted={spec.type}
      {...from}
    />
  );
}

/** A default that another type would not have goes; it would only be a finding. */
export function defaultFor(spec: InputSpec, type: InputType): { default?: undefined } {
  return spec.default === undefined || checkValue({ ...spec, type }, spec.default).ok
    ? {}
    : { default: undefined };
}
