import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

type Props = {
  pipeline: PipelineSummary;
  /** Opens `AcknowledgeDialog`, which stands outside of what may go away with this button. */
  onAcknowledge: (pipeline: PipelineSummary) => void;
};

/** Begins to acknowledge a failure. Nothing where there is no open failure. */
export function AcknowledgeButton({ pipeline, onAcknowledge }: Props) {
  const { id, folder, state, acknowledgedBy } = pipeline;
  const refused = useMay()("control", folder);
  if (state !== "failed" || acknowledgedBy !== null) return null;
  return (
    <Button
      size="small"
      refused={refused}
      aria-label={`Acknowledge the failure of #${id}`}
      onClick={() => onAcknowledge(pipeline)}
    >
      Acknowledge
    </Button>
  );
}
