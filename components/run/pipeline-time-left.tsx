import { durationWords } from "#components/ui/duration-words.ts";
import { useNow } from "#components/ui/relative-time.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { pipelineTimeLeft } from "#engine/explain/time-left.ts";

type PipelineProps = { pipeline: PipelineSummary; timeoutMs: number | null; className?: string | undefined };

/** How much is left of the pipeline's timeout; nothing where none runs. */
export function PipelineTimeLeft({ pipeline: { dueAt }, timeoutMs, className }: PipelineProps) {
  const now = useNow();
  const text = now === null ? null : pipelineTimeLeft(dueAt, timeoutMs, now, durationWords);
  if (text === null) return null;
  return (
    <span className={className} title={dueAt?.toLocaleString()}>
      {text}
    </span>
  );
}
