import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { freeInputName, withInput } from "#components/draft/edits/input-edits.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import styles from "../inspector.module.css";
import { InputCard } from "./input-card.tsx";
import { useCardKeys } from "./use-card-keys.ts";

type Props = {
  /** What one of them is called: `input` of a vertex, `parameter` of a graph. */
  noun: "input" | "parameter";
  /** The vertex that has them; null: the graph. */
  vertex: string | null;
  inputs: Readonly<Record<string, InputSpec>>;
  /** Puts all of them, as in a graph file, into the draft; returns why that was refused, or null. */
  onInputs: (inputs: FileFields, field?: string) => string | null;
  onRename: (from: string, to: string) => string | null;
};

/** What a vertex or a graph asks for. */
export function InputsEditor({ noun, vertex, inputs, onInputs, onRename }: Props) {
  const [fresh, setFresh] = useState<string | null>(null);
  const names = Object.keys(inputs);
  const keys = useCardKeys(inputs);
  const add = () => {
    const name = freeInputName(inputs);
    if (onInputs(withInput(inputs, name, { type: "string" })) === null) setFresh(name);
  };
  return (
    <Group legend={noun === "parameter" ? "Parameters" : null}>
      {names.length === 0 && (
        <p className={styles.note}>
          {noun === "input"
            ? "This vertex has no inputs."
            : "No parameters yet. The launch form asks for nothing."}
        </p>
      )}
      {names.map((name) => (
        <InputCard
          key={keys.get(name)}
          noun={noun}
          vertex={vertex}
          name={name}
          inputs={inputs}
          isFresh={fresh === name}
          onUpdate={(spec, field) => onInputs(withInput(inputs, name, spec), field)}
          onRename={(to) => onRename(name, to)}
          onRemove={() => void onInputs(withInput(inputs, name, null))}
        />
      ))}
      <div>
        <Button size="small" icon={<Plus aria-hidden />} onClick={add}>
          Add {noun}
        </Button>
      </div>
    </Group>
  );
}

/** Without a legend it is the content of a section that has a name already. */
function Group({ legend, children }: { legend: string | null; children: ReactNode }) {
  if (legend === null) return <div className={styles.parts}>{children}</div>;
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
