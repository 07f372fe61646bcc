import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
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
  const { spec, update } = useVertex(name, ["prompt"]);
  const prompt = spec.prompt ?? {};
  const updatePrompt = (change: { readonly [field: string]: FilePart | undefined }, field: string) => {
    const { timeout, ...rest } = prompt;
    const now = { ...rest, ...(timeout !== undefined && { timeout: durationText(timeout) }), ...change };
    const filled = Object.entries(now).filter(([, value]) => value !== undefined);
    return update({ prompt: Object.fromEntries(filled) as FilePart }, field);
  };
  const title = useDraftText(prompt.title ?? "", (text) => updatePrompt({ title: text }, "title"));
  const timeout = useDraftText(prompt.timeout === undefined ? "" : durationText(prompt.timeout), (text) =>
    updatePrompt({ timeout: text.trim() === "" ? undefined : text.trim() }, "timeout"),
  );
  return (
    <div className={styles.parts}>
      <TextField
        label="Question"
        placeholder="Go live?"
        hint="{name} shows the value of an input: Restart {server}?"
        {...title}
      />
      <div className={styles.pair}>
        <TextField
          label="Expires"
          placeholder="None"
          isMono
          hint="How long it waits for an answer: 2h, 1d"
          {...timeout}
        />
        <SelectField
          label="When it expires"
          hint="What counts as the answer then."
          options={ON_TIMEOUT}
          value={prompt.onTimeout ?? "fail"}
          disabled={prompt.timeout === undefined}
          onValueChange={(value) => void updatePrompt({ onTimeout: value }, "on timeout")}
        />
      </div>
      <ApproverSettings prompt={prompt} onPrompt={updatePrompt} />
    </div>
  );
}
