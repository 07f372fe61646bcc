import dynamic from "next/dynamic";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { undeclaredIn, withInput } from "#components/draft/edits/input-edits.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ScriptPreview } from "#components/vertex-form/script/script-preview.tsx";
import { INTERPRETERS } from "#engine/shape/fields/kind-fields.ts";

// The code editor is the heaviest part of the page, and nobody needs it before a vertex is chosen.
const ScriptField = dynamic(
  () => import("#components/vertex-form/script/script-field.tsx").then((module) => module.ScriptField),
  {
    ssr: false,
    loading: () => <Skeleton height={224} />,
  },
);

const INTERPRETER_OPTIONS = INTERPRETERS.map((each) => ({ value: each, label: each }));

/** The script of a vertex, and what it is read by. */
export function ScriptInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name, ["script", "interpreter", "inputs"]);
  const { script = "", interpreter = "bash", inputs = {} } = spec;
  const isShell = interpreter === "bash" || interpreter === "sh";
  const missing = isShell ? undeclaredIn(script, inputs) : [];
  return (
    <div className={styles.parts}>
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
      <SelectField
        label="Interpreter"
        hint="What reads the script. Of bash and sh, {name} is the value of an input."
        options={INTERPRETER_OPTIONS}
        value={interpreter}
        onValueChange={(value) => void update({ interpreter: value })}
      />
      <ScriptPreview script={script} interpreter={interpreter} inputs={inputs} />
    </div>
  );
}
