import { useDraftStore } from "#components/draft/draft-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import { ApproverSettings } from "./approver-settings.tsx";

const ON_TIMEOUT = [
  { value: "fail", label: "Fail" },
  { value: "approve", label: "Approve" },
  { value: "reject", label: "Reject" },
];

/** The form of an approval: the question, the inputs and the timeout. */
export function ApprovalInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name);
  const prompt = spec.prompt ?? {};
  const updatePrompt = (change: { readonly [field: string]: FilePart | undefined }, field: string) => {
    const { timeout, ...rest } = prompt;
    const now = { ...rest, ...(timeout !== undefined && { timeout: durationText(timeout) }), ...change };
    const filled = Object.entries(now).filter(([, value]) => value !== undefined);
    return update({ prompt: Object.fromEntries(filled) as FilePart }, field);
  };
  const title = useDraftText(prompt.title ?? "", (text) => updatePrompt({ title: text }, "title"));
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  const timeout = useDraftText(prompt.timeout === undefined ? "" : durationText(prompt.timeout), (text) =>
    updatePrompt({ timeout: text.trim() === "" ? undefined : text.trim() }, "timeout"),
  );
  return (
    <div className={styles.parts}>
      <VertexNameField name={name} />
      <Findings of={name} />
      <TextField
        label="Question"
        placeholder="Go live?"
        hint="{name} shows the value of an input: Restart {server}?"
        {...title}
      />
      <TextArea label="Description" rows={3} {...description} />
      <div className={styles.pair}>
        <TextField label="Timeout" placeholder="None" isMono hint="2h, 1d" {...timeout} />
        <SelectField
          label="On timeout"
          options={ON_TIMEOUT}
          value={prompt.onTimeout ?? "fail"}
          disabled={prompt.timeout === undefined}
          onValueChange={(value) => void updatePrompt({ onTimeout: value }, "on timeout")}
        />
      </div>
      <ApproverSettings prompt={prompt} onPrompt={updatePrompt} />
      <InputsEditor
        noun="input"
        inputs={spec.inputs ?? {}}
        onInputs={(now, field) => update({ inputs: now }, field)}
        onRename={(from, to) => store.getState().edit({ do: "rename-input", vertex: name, from, to })}
      />
      <p className={styles.note}>
        The inputs are the form. A value from an expression is shown. They become outputs, with{" "}
        <code>result</code>, <code>by</code> and <code>comment</code>. A rejected approval fails.
      </p>
      <RoutingSettings name={name} />
    </div>
  );
}
