import { SelectField, TextArea, TextField } from "#components/ui/text-field.tsx";
import { durationText } from "#engine/durations.ts";
import { FailureSettings } from "./failure-settings.tsx";
import styles from "./inspector.module.css";
import { useDraftText } from "./use-draft-text.ts";
import { useVertex } from "./use-vertex.ts";

const INTERPRETER_OPTIONS = [
  { value: "bash", label: "bash" },
  { value: "sh", label: "sh" },
  { value: "python3", label: "python3" },
  { value: "node", label: "node" },
];
const JOIN_OPTIONS = [
  { value: "all", label: "all of its edges are decided, one is taken" },
  { value: "any", label: "the first edge is taken" },
  { value: "every", label: "every one of its edges is taken" },
];

const BRANCH_OPTIONS = [
  { value: "", label: "every edge that holds" },
  { value: "first", label: "the first that holds, in the order of the file" },
  { value: "one", label: "exactly one; it fails where two hold" },
];

/** What else can be said of a vertex: how it is executed, where, for how long, and what it waits for. */
export function VertexSettings({ name }: { name: string }) {
  const { spec, say } = useVertex(name);
  const description = useDraftText(spec.description ?? "", (text) =>
    say({ description: text }, "description"),
  );
  const timeout = useDraftText(spec.timeout === undefined ? "" : durationText(spec.timeout), (text) =>
    say({ timeout: text.trim() === "" ? undefined : text.trim() }, "timeout"),
  );
  const labels = useDraftText((spec.labels ?? []).join(", "), (text) =>
    say({ labels: wordsOf(text) }, "labels"),
  );
  return (
    <fieldset className={styles.group}>
      <legend>Settings</legend>
      <TextArea label="Description" rows={2} {...description} />
      <div className={styles.pair}>
        <SelectField
          label="Interpreter"
          options={INTERPRETER_OPTIONS}
          value={spec.interpreter ?? "bash"}
          onChange={({ target }) => void say({ interpreter: target.value })}
        />
        <TextField label="Timeout" placeholder="none" isMono hint="10m, 1h30m, 90s" {...timeout} />
      </div>
      <TextField
        label="Runner labels"
        placeholder="any runner"
        isMono
        hint="Only runners that have all of these execute it."
        {...labels}
      />
      <SelectField
        label="Starts when"
        options={JOIN_OPTIONS}
        value={spec.join ?? "all"}
        onChange={({ target }) => void say({ join: target.value })}
      />
      <SelectField
        label="Goes on by"
        options={BRANCH_OPTIONS}
        value={spec.branch ?? ""}
        onChange={({ target }) => void say({ branch: target.value === "" ? undefined : target.value })}
      />
      <FailureSettings name={name} />
    </fieldset>
  );
}

/** Labels as people write them: with commas or spaces between. */
function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
