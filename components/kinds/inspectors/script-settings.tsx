import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ClaimSettings } from "#components/vertex-form/settings/claim-settings.tsx";
import { FailureSettings } from "#components/vertex-form/settings/failure-settings.tsx";
import { ForeachSettings } from "#components/vertex-form/settings/foreach-settings.tsx";
import { PollSettings } from "#components/vertex-form/settings/poll-settings.tsx";
import { RepeatSettings } from "#components/vertex-form/settings/repeat-settings.tsx";
import { RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { TimeoutSettings } from "#components/vertex-form/settings/timeout-settings.tsx";
import { UndoSettings } from "#components/vertex-form/settings/undo-settings.tsx";

const INTERPRETER_OPTIONS = [
  { value: "bash", label: "bash" },
  { value: "sh", label: "sh" },
  { value: "python3", label: "python3" },
  { value: "node", label: "node" },
];

const OUTPUT_OPTIONS = [
  { value: "merged", label: "In the order of writes" },
  { value: "split", label: "stderr marked, in no order" },
];

const FENCE_OPTIONS = [
  { value: "default", label: "Own directory, network" },
  { value: "offline", label: "Own directory, no network" },
  { value: "host", label: "No fence: the whole machine" },
];

/** The settings of a script: interpreter, output, timeout, items, runners, routing, failures, polls and undo. */
export function ScriptSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  return (
    <fieldset className={styles.group}>
      <legend>Settings</legend>
      <TextArea label="Description" rows={2} {...description} />
      <SelectField
        label="Interpreter"
        options={INTERPRETER_OPTIONS}
        value={spec.interpreter ?? "bash"}
        onValueChange={(value) => void update({ interpreter: value })}
      />
      <SelectField
        label="stdout and stderr in the log"
        options={OUTPUT_OPTIONS}
        value={spec.output ?? "merged"}
        onValueChange={(value) => void update({ output: value })}
      />
      <SelectField
        label="Fence"
        options={FENCE_OPTIONS}
        value={spec.fence ?? "default"}
        onValueChange={(value) => void update({ fence: value })}
        hint="What the script can reach. Runs without a fence only where the runner's operator allows it"
      />
      <TimeoutSettings name={name} />
      <ForeachSettings name={name} />
      <RepeatSettings name={name} />
      <ClaimSettings name={name} />
      <RoutingSettings name={name} />
      <FailureSettings name={name} hasExitCodes />
      <PollSettings name={name} />
      <UndoSettings name={name} />
    </fieldset>
  );
}
