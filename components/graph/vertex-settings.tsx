import { SelectField, TextArea, TextField } from "#components/ui/text-field.tsx";
import { durationText } from "#engine/durations.ts";
import { ClaimSettings } from "./claim-settings.tsx";
import { FailureSettings } from "./failure-settings.tsx";
import styles from "./inspector.module.css";
import { PollSettings } from "./poll-settings.tsx";
import { RoutingSettings } from "./routing-settings.tsx";
import { UndoSettings } from "./undo-settings.tsx";
import { useDraftText } from "./use-draft-text.ts";
import { useVertex } from "./use-vertex.ts";

const INTERPRETER_OPTIONS = [
  { value: "bash", label: "bash" },
  { value: "sh", label: "sh" },
  { value: "python3", label: "python3" },
  { value: "node", label: "node" },
];
const ON_TIMEOUT = [
  { value: "fail", label: "it has failed" },
  { value: "skip", label: "it is passed over, the rest goes on" },
  { value: "retry", label: "it is retried" },
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
      <ClaimSettings name={name} />
      {spec.timeout !== undefined && (
        <SelectField
          label="After the timeout"
          options={ON_TIMEOUT}
          value={spec.onTimeout ?? "fail"}
          onChange={({ target }) => void say({ onTimeout: target.value })}
        />
      )}
      <RoutingSettings name={name} />
      <FailureSettings name={name} />
      <PollSettings name={name} />
      <UndoSettings name={name} />
    </fieldset>
  );
}
