import type { PromptView } from "#contract/prompts/prompts.ts";

/** What an answer that was taken means for its pipeline, as a sentence. */
export function answeredText({ vertex, pipeline, approval, values, state }: PromptView): string {
  if (approval !== null && state === "open")
    return `Approved: ${vertex} of ${pipeline.name} waits for others, too.`;
  if (approval !== null && values?.verdict === "reject")
    return `Rejected: ${vertex} of ${pipeline.name} has failed.`;
  if (approval !== null) return `Approved: ${vertex} of ${pipeline.name} goes on.`;
  return `Answered: ${vertex} of ${pipeline.name} goes on.`;
}
