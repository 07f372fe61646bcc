import dynamic from "next/dynamic";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { undeclaredIn, withInput } from "#components/draft/edits/input-edits.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ScriptPreview } from "#components/vertex-form/script/script-preview.tsx";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import { OutputsEditor } from "#components/vertex-form/values/outputs-editor.tsx";
import { ScriptSettings } from "./script-settings.tsx";

// The code editor is the heaviest part of the page, and nobody needs it before a vertex is chosen.
const ScriptField = dynamic(
  () => import("#components/vertex-form/script/script-field.tsx").then((module) => module.ScriptField),
  {
    ssr: false,
    loading: () => <Skeleton height={224} />,
  },
);

/** The form of a script vertex. */
export function ScriptInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name);
  const { script = "", interpreter = "bash", inputs = {} } = spec;
  const isShell = interpreter === "bash" || interpreter === "sh";
  const missing = isShell ? undeclaredIn(script, inputs) : [];
  return (
    <div className={styles.parts}>
      <VertexNameField name={name} />
      <Findings of={name} />
      <ScriptField
        value={script}
        interpreter={interpreter}
        inputs={inputs}
        onChange={(text) => void update({ script: text }, "script")}
        onUndo={store.getState().undo}
        onRedo={store.getState().redo}
      />
      {missing.length > 0 && (
        <div className={styles.offer}>
          {missing.map((input) => (
            <Button
              key={input}
              size="small"
              onClick={() =>
                void update({ inputs: withInput(inputs, input, { type: "string", required: true }) })
              }
            >
              Make {`{${input}}`} an input
            </Button>
          ))}
        </div>
      )}
      <InputsEditor
        noun="input"
        inputs={inputs}
        onInputs={(now, field) => update({ inputs: now }, field)}
        onRename={(from, to) => store.getState().edit({ do: "rename-input", vertex: name, from, to })}
      />
      <OutputsEditor
        name={name}
        whenNone="No output is declared. Lines such as name=value in $SIGNALBOX_OUTPUT become outputs of the type string."
      />
      <ScriptSettings name={name} />
      <ScriptPreview script={script} interpreter={interpreter} inputs={inputs} />
    </div>
  );
}
