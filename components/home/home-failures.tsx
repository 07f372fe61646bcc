import { useState } from "react";
import { AcknowledgeButton } from "#components/pipelines/acknowledge-button.tsx";
import { AcknowledgeDialog } from "#components/pipelines/acknowledge-dialog.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { HOME_LISTS } from "./home-lists.ts";
import { HomePipelines } from "./home-pipelines.tsx";

/** The newest open failures, each of which can be acknowledged. */
export function HomeFailures() {
  const [seen, setSeen] = useState<PipelineSummary | null>(null);
  return (
    <>
      <HomePipelines
        title="Recent failures"
        label="Failed pipelines"
        asked={HOME_LISTS.failures}
        viewAll="View all failures"
        action={(pipeline) => <AcknowledgeButton pipeline={pipeline} onAcknowledge={setSeen} />}
        empty="No open failures."
      />
      {/* Beside the list: a failure that is gone takes nothing away from who is writing a reason. */}
      {seen !== null && <AcknowledgeDialog pipeline={seen} onClose={() => setSeen(null)} />}
    </>
  );
}
