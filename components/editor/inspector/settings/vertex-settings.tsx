import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField, TextArea } from "#components/ui/fields/text-field.tsx";
import styles from "../inspector.module.css";
import { ClaimSettings } from "./claim-settings.tsx";
import { FailureSettings } from "./failure-settings.tsx";
import { ForeachSettings } from "./foreach-settings.tsx";
import { PollSettings } from "./poll-settings.tsx";
import { RepeatSettings } from "./repeat-settings.tsx";
import { RoutingSettings } from "./routing-settings.tsx";
import { TimeoutSettings } from "./timeout-settings.tsx";
import { UndoSettings } from "./undo-settings.tsx";

const INTERPRETER_OPTIONS = [
  { value: "bash", label: "bash" },
  { value: "sh", label: "sh" },
  { value: "python3", label: "python3" },
  { value: "node", label: "node" },
];

/** What else can be said of a vertex: how it is executed, where, for how long, and what it waits for. */
export function VertexSettings({ name }: { name: string }) {
  const { spec, say } = useVertex(name);
  const description = useDraftText(spec.description ?? "", (text) =>
    say({ description: text }, "description"),
  );
  return (
    <fieldset className={styles.group}>
      <legend>Settings</legend>
      <TextArea label="Description" rows={2} {...description} />
      <SelectField
        label="Interpreter"
        options={INTERPRETER_OPTIONS}
        value={spec.interpreter ?? "bash"}
        onChange={({ target }) => void say({ interpreter: target.value })}
      />
      <TimeoutSettings name={name} />
      <ForeachSettings name={name} />
      <RepeatSettings name={name} />
      <ClaimSettings name={name} />
      <RoutingSettings name={name} />
      <FailureSettings name={name} />
      <PollSettings name={name} />
      <UndoSettings name={name} />
    </fieldset>
  );
}
