import { Link } from "#components/ui/buttons/link.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { DeliveryView } from "#contract/triggers/triggers.ts";

type Props = { sent: Pick<DeliveryView, "state" | "pipelineId" | "reason"> };

/** What became of an event that was sent by hand. */
export function SentEvent({ sent: { state, pipelineId, reason } }: Props) {
  if (pipelineId !== null)
    return (
      <Callout
        title={
          <>
            Launched <Link href={`/pipelines/${pipelineId}`}>pipeline #{pipelineId}</Link>.
          </>
        }
      />
    );
  return (
    <Callout
      tone={state === "refused" ? "bad" : "warn"}
      title={
        state === "refused"
          ? "It was refused: nothing was launched."
          : "It was filtered: nothing was launched."
      }
      kept={<bdi>{reason}</bdi>}
    />
  );
}
