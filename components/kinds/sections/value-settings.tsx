import { useDraftStore } from "#components/draft/draft-context.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import styles from "#components/vertex-form/inspector.module.css";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import { OutputsEditor } from "#components/vertex-form/values/outputs-editor.tsx";
import { FIRST_SECTIONS } from "./first-sections.ts";

/** The inputs of a vertex. */
export function InputsSetting({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name, ["kind", "inputs"]);
  const { inputsNote } = FIRST_SECTIONS[spec.kind ?? "script"];
  return (
    <>
      <InputsEditor
        noun="input"
        vertex={name}
        inputs={spec.inputs ?? {}}
        onInputs={(now, field) => update({ inputs: now }, field)}
        onRename={(from, to) => store.getState().edit({ do: "rename-input", vertex: name, from, to })}
      />
      {inputsNote !== undefined && <p className={styles.note}>{inputsNote}</p>}
    </>
  );
}

/** The outputs of a vertex. */
export function OutputsSetting({ name }: { name: string }) {
  const { spec } = useVertex(name, ["kind"]);
  const { outputs } = FIRST_SECTIONS[spec.kind ?? "script"];
  return <OutputsEditor name={name} {...(outputs ?? { whenNone: "No output is declared." })} />;
}
