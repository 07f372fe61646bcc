import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { withChange } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import { headerJson } from "#engine/graph-file/graph-file-json.ts";
import { headerOf } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import { ChildGraphsNote } from "../child-graphs/child-graphs-note.tsx";

const ON_FAILURE = [
  { value: "stop", label: "Stop: start nothing new" },
  { value: "continue", label: "Continue with what does not depend on it" },
  { value: "revert", label: "Undo what was done" },
];

/** The settings of the whole graph, shown while nothing is selected. */
export function GraphInspector() {
  const store = useDraftStore();
  const content = useDraft(({ draft }) => draft.file.content);
  const update = (change: { readonly [field: string]: FilePart | undefined }, field?: string) => {
    const header = withChange(headerJson(headerOf(store.getState().draft.file.content)), change);
    return store.getState().edit({ do: "set-graph", header }, field);
  };
  const description = useDraftText(content.description ?? "", (text) =>
    update({ description: text }, "description of the graph"),
  );
  const limit = (field: "pipelines" | "tracks" | "logMiB", noun: string) => (text: string) => {
    const number = text.trim() === "" ? undefined : Number.isFinite(Number(text)) ? Number(text) : text;
    const limits = withChange({ ...content.limits }, { [field]: number });
    return update({ limits: Object.keys(limits).length === 0 ? undefined : limits }, noun);
  };
  const pipelines = useDraftText(
    String(content.limits?.pipelines ?? ""),
    limit("pipelines", "pipelines at once"),
  );
  const tracks = useDraftText(String(content.limits?.tracks ?? ""), limit("tracks", "tracks at once"));
  const logMiB = useDraftText(String(content.limits?.logMiB ?? ""), limit("logMiB", "log of an attempt"));
  const timeout = useDraftText(content.timeout === undefined ? "" : durationText(content.timeout), (text) =>
    update({ timeout: text.trim() === "" ? undefined : text.trim() }, "timeout of the graph"),
  );
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>The graph</h2>
      <ChildGraphsNote />
      <TextArea label="Description" rows={3} {...description} />
      <SelectField
        label="On failure"
        options={ON_FAILURE}
        value={content.onFailure ?? "stop"}
        onValueChange={(value) => void update({ onFailure: value })}
      />
      <div className={styles.pair}>
        <TextField
          label="Max pipelines in parallel"
          placeholder="No limit"
          isMono
          inputMode="numeric"
          {...pipelines}
        />
        <TextField
          label="Max tracks in parallel"
          placeholder="No limit"
          isMono
          inputMode="numeric"
          {...tracks}
        />
      </div>
      <TextField
        label="Log of an attempt, in MiB"
        placeholder="16"
        isMono
        inputMode="numeric"
        hint="1 to 256. Of a longer log the beginning and the end are kept."
        {...logMiB}
      />
      <TextField
        label="Time limit of a pipeline"
        placeholder="None"
        isMono
        hint="2h, 1d. After it, running scripts are ended and the pipeline fails."
        {...timeout}
      />
      <InputsEditor
        noun="parameter"
        vertex={null}
        inputs={content.params ?? {}}
        onInputs={(params, field) => update({ params }, field)}
        onRename={(from, to) => store.getState().edit({ do: "rename-param", from, to })}
      />
      <Findings of={null} />
    </div>
  );
}
