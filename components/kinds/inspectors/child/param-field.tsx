import { useEffect, useRef, useState } from "react";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { entryOf } from "#components/values-form/form-field.ts";
import { ExpressionField } from "#components/vertex-form/expressions/expression-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { DraftValueField } from "#components/vertex-form/values/draft-value-field.tsx";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";
import { choiceOf, inputFor, isMissing, type ParamChoice } from "./param-choice.ts";

/** A long default would fill the list of choices. */
const MAX_TEXT = 60;

type Props = {
  vertex: string;
  name: string;
  param: InputSpec;
  input: InputSpec | undefined;
  /** Puts the input into the draft, or (null) takes it away; returns why that was refused, or null. */
  onInput: (input: FileFields | null, field?: string) => string | null;
};

/** One param of the graph that a vertex runs, and where its value comes from. */
export function ParamField({ vertex, name, param, input, onInput }: Props) {
  const stored = choiceOf(input);
  // A field that is empty for a moment takes the input away; what else it said comes back with the next letter.
  const last = useRef(input);
  useEffect(() => {
    if (input !== undefined) last.current = input;
  }, [input]);
  const kept = (next: ParamChoice) => input ?? (last.current && keptFor(next, last.current));
  // A value or an expression is chosen before it is typed.
  const [begun, setBegun] = useState(stored);
  const isEmpty = stored === "usual" && (begun === "fixed" || begun === "expression");
  const choice = isEmpty ? begun : stored;
  const choose = (next: ParamChoice) => {
    const isTyped = next === "fixed" || next === "expression";
    setBegun(next);
    if (next === "usual") last.current = undefined;
    const known = next === "fixed" ? (input?.default ?? param.default) : undefined;
    if (!isTyped || known !== undefined) void onInput(inputFor(param, kept(next), next, known));
    else if (stored !== "usual") void onInput(null);
  };
  const isRequired = param.required === true && param.default === undefined;
  const usual = isRequired
    ? "No value yet"
    : param.default === undefined
      ? "Not set"
      : `Its default: ${cutWithMark(entryOf(param, param.default).replaceAll("\n", " "), MAX_TEXT)}`;
  const type = input?.type ?? param.type;
  const differs = type === param.type ? "" : ` (here ${type})`;
  return (
    <fieldset className={styles.card} aria-label={`Parameter ${name}`}>
      <SelectField
        label={
          <>
            <bdi>{name}</bdi>: {param.type}
            {differs}
          </>
        }
        isRequired={isRequired}
        value={choice}
        hint={param.description === undefined ? "" : <bdi>{param.description}</bdi>}
        error={
          isMissing(param, input) && !isEmpty ? "It is required: choose where its value comes from." : null
        }
        options={[
          { value: "usual", label: usual },
          { value: "fixed", label: "This value" },
          { value: "expression", label: "From an expression" },
          { value: "ask", label: "Ask a person before it runs" },
        ]}
        onValueChange={(next) => choose(next as ParamChoice)}
      />
      {choice === "fixed" && (
        <FixedValue name={name} param={param} input={input} kept={kept} onInput={onInput} />
      )}
      {choice === "expression" && (
        <Expression vertex={vertex} name={name} param={param} input={input} kept={kept} onInput={onInput} />
      )}
    </fieldset>
  );
}

/** `kept`: the input, or the one that was there before its field was emptied. */
type ExpressionProps = Props & { kept: (next: ParamChoice) => InputSpec | undefined };
type ValueProps = Omit<ExpressionProps, "vertex">;

function FixedValue({ name, param, input, kept, onInput }: ValueProps) {
  return (
    <DraftValueField
      name={`Value of ${name}`}
      spec={input ?? param}
      value={input?.default}
      usual={param.default}
      onValue={(value) =>
        onInput(
          value === undefined ? null : inputFor(param, kept("fixed"), "fixed", value),
          `value of ${name}`,
        )
      }
    />
  );
}

function Expression({ vertex, name, param, input, kept, onInput }: ExpressionProps) {
  const from = useDraftText(input?.from ?? "", (text) =>
    onInput(
      text.trim() === "" ? null : inputFor(param, kept("expression"), "expression", text.trim()),
      `from of ${name}`,
    ),
  );
  return (
    <ExpressionField
      label={`Value of ${name} from`}
      hint="An expression: outputs.build.version or params.env"
      place={{ at: "vertex", vertex, field: "inputs" }}
      wanted={input?.type ?? param.type}
      {...from}
    />
  );
}

/** An input that was taken away, as it comes back: for another choice without its former value or expression. */
function keptFor(next: ParamChoice, last: InputSpec): InputSpec {
  if (choiceOf(last) === next) return last;
  const { default: _default, from: _from, ...rest } = last;
  return rest;
}
