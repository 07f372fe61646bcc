import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

type Props = {
  pipeline: PipelineSummary;
  /** Small in a row of a list. */
  size?: "small" | "medium";
  /** Opens `AcknowledgeDialog`, which stands outside of what may go away with this button. */
  onAcknowledge: (pipeline: PipelineSummary) => void;
};

/** Begins to acknowledge a failure. Nothing where there is no open failure. */
export function AcknowledgeButton({ pipeline, size = "small", onAcknowledge }: Props) {
  const { id, folder, state, acknowledgedBy } = pipeline;
  const refused = useMay()("control", folder);
  if (state !== "failed" || acknowledgedBy !== null) return null;
  return (
    <Button
      size={size}
      refused={refused}
      aria-label={`Acknowledge the failure of #${id}`}
      onClick={() => onAcknowledge(pipeline)}
    >
      Acknowledge
    </Button>
  );
}
