import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import styles from "./pipeline-state.module.css";
import { shownState } from "./shown-state.ts";

/** A pipeline's state with what it does not say: "Succeeded · 1 failure handled". A success with stale tracks is a warning. */
export function PipelineState({ pipeline }: { pipeline: PipelineSummary }) {
  const { remarks, staleTracks } = pipeline;
  const state = shownState(pipeline);
  const isStale = state === "succeeded" && staleTracks > 0;
  return (
    <span>
      <StateBadge state={state} {...(isStale && { tone: "warn" as const })} />
      {remarks !== "" && (
        <span className={styles.remarks} data-tone={isStale ? "warn" : undefined}>
          {/* The dot stays beside the badge: a line does not begin with it. */}
          {"\u00a0· "}
          <bdi>{remarks}</bdi>
        </span>
      )}
    </span>
  );
}
