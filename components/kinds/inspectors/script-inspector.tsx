import { Maximize2 } from "lucide-react";
import { useRef, useState } from "react";
import { useVertex } from "#components/draft/use-vertex.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import type { ScriptHandle } from "#components/vertex-form/script/script-field.tsx";
import { ScriptPreview } from "#components/vertex-form/script/script-preview.tsx";
import { OutputExample } from "#components/vertex-form/values/output-example.tsx";
import { INTERPRETERS } from "#engine/shape/fields/kind-fields.ts";
import { ScriptEditor } from "./script-editor.tsx";
import { ScriptWindow } from "./script-window.tsx";

const INTERPRETER_OPTIONS = INTERPRETERS.map((each) => ({ value: each, label: each }));

/** The script of a vertex, and what it is read by. */
export function ScriptInspector({ name }: { name: string }) {
  const field = useRef<ScriptHandle | null>(null);
  // Where the cursor was when the window was opened; null while it is not.
  const [openAt, setOpenAt] = useState<number | null>(null);
  const { spec, update } = useVertex(name, ["script", "interpreter", "inputs"]);
  const { script = "", interpreter = "bash", inputs = {} } = spec;
  return (
    <div className={styles.parts}>
      <ScriptEditor name={name} script={script} interpreter={interpreter} inputs={inputs} handle={field}>
        <IconButton
          size="small"
          label="Open the script in a window"
          icon={<Maximize2 aria-hidden />}
          onClick={() => setOpenAt(field.current?.cursor() ?? 0)}
        />
      </ScriptEditor>
      <OutputExample name={name} />
      {openAt !== null && (
        <ScriptWindow
          name={name}
          script={script}
          interpreter={interpreter}
          inputs={inputs}
          field={field}
          startAt={openAt}
          onClose={() => setOpenAt(null)}
        />
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
