import Link from "next/link";
import { SearchSelectField } from "#components/ui/fields/search-select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { ENTRY_LABELS } from "./trigger-entries.ts";
import styles from "./trigger-form.module.css";
import type { TriggerFormState } from "./use-trigger-form.ts";

/** What the trigger launches. */
export function LaunchFields({ form }: { form: TriggerFormState }) {
  const { entries, text, set, leave, problemOf, specs } = form;
  const { latest, isUnsealed, graphs } = specs;
  return (
    <fieldset className={styles.section}>
      <legend>What is launched</legend>
      <div className={styles.pair}>
        <SearchSelectField
          label={ENTRY_LABELS.graph}
          isRequired
          options={graphs.map(({ name }) => name)}
          value={entries.graph}
          placeholder="Search graphs"
          error={problemOf("graph")}
          onValueChange={(graph) => {
            leave("graph");
            set({ graph, revision: "" });
          }}
        />
        <TextField
          {...text("revision")}
          inputMode="numeric"
          placeholder={latest === null ? "Latest sealed" : `Latest sealed, now ${latest}`}
          hint="Empty: the one that is the latest sealed at each event. A number pins it: 7"
        />
      </div>
      {isUnsealed && (
        <Callout
          tone="warn"
          title={
            <>
              <bdi>{entries.graph}</bdi> has no sealed revision, so nothing could be launched.
            </>
          }
          todo={
            <Link href={`/graphs/${encodeURIComponent(entries.graph)}`}>
              Open the graph and seal it first.
            </Link>
          }
        />
      )}
      <div className={styles.pair}>
        <TextField
          {...text("pipelineName")}
          maxLength={200}
          placeholder={entries.graph === "" ? "As the graph" : entries.graph}
          hint="Empty: the name of the graph"
        />
        <TextField
          {...text("priority")}
          inputMode="numeric"
          hint="The smaller goes first; one step is worth a minute of waiting: -5"
        />
      </div>
    </fieldset>
  );
}
