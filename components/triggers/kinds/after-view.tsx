import { GraphField } from "#components/api/graphs/graph-field.tsx";
import { Choices } from "#components/page-form/choices.tsx";
import { FormNote } from "#components/page-form/form-section.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { ENDED_PIPELINE_STATES, type EndedPipelineState } from "#engine/model/pipeline.ts";
import { AFTER_LABELS, afterEntries, NEW_AFTER, settingsOfAfter, statesIn } from "./after-entries.ts";
import type { KindFieldsProps, KindView } from "./kind-view.ts";
import styles from "./kinds.module.css";

/** What launches after a pipeline, in pages. */
export const AFTER_VIEW: KindView = {
  hint: "A pipeline of another graph ends",
  filterExample: 'pipeline.params.branch == "main"',
  paramExample: "pipeline.outputs.push.url",
  newEntries: NEW_AFTER,
  labels: AFTER_LABELS,
  entriesOf: afterEntries,
  settingsOf: settingsOfAfter,
  Fields: AfterFields,
  About: AfterAbout,
};

const STATE_WORDS: Readonly<Record<EndedPipelineState, string>> = {
  succeeded: "It succeeded",
  failed: "It failed",
  cancelled: "It was cancelled",
  reverted: "It was rolled back, by a person or because it failed",
};

function AfterFields({ entries, problemOf, onEntry, onLeave }: KindFieldsProps) {
  const { graph = "", states = "", children = "" } = entries;
  const chosen = statesIn(states);
  return (
    <>
      <GraphField
        label={AFTER_LABELS.graph}
        isRequired
        value={graph}
        hint="It launches when a pipeline of this graph ends"
        error={problemOf("graph")}
        onChoose={(name) => {
          onEntry("graph", name);
          onLeave("graph");
        }}
      />
      <Choices
        label={AFTER_LABELS.states}
        options={ENDED_PIPELINE_STATES.map((state) => ({ value: state, label: STATE_WORDS[state] }))}
        chosen={chosen}
        error={problemOf("states")}
        onChange={(now) => onEntry("states", now.join(","))}
      />
      <Checkbox
        label={AFTER_LABELS.children}
        checked={children === "yes"}
        onCheckedChange={(isChecked) => onEntry("children", isChecked ? "yes" : "")}
      />
    </>
  );
}

/** After what it launches. */
function AfterAbout({ trigger: { settings } }: { readonly trigger: TriggerView }) {
  const { graph = "", states = "", children } = afterEntries(settings);
  return (
    <>
      <p className={styles.plain}>
        A pipeline of{" "}
        <Link href={`/graphs/${encodeURIComponent(graph)}`}>
          <bdi>{graph}</bdi>
        </Link>{" "}
        that ended as: {statesIn(states).join(", ")}.
      </p>
      <FormNote>
        {children === "yes"
          ? "Also one that a track of another pipeline launched."
          : "Not one that a track of another pipeline launched."}{" "}
        Each pipeline launches once, also where it ends again after a retry.
      </FormNote>
    </>
  );
}
