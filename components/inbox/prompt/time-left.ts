import type { PromptView } from "#contract/prompts/prompts.ts";
import { pageNow } from "../held/page-clock.ts";

/** When the page got a prompt as it was read. */
const receivedAt = new WeakMap<PromptView, number>();

/** Notes that the page has this now. To be called when it arrives. */
export function noteReceived(prompt: PromptView): void {
  if (!receivedAt.has(prompt)) receivedAt.set(prompt, pageNow());
}

/**
 * How long there is to answer a prompt, by the database's clock, as far as the page knows; null where there is no
 * deadline. It does not ask what time the computer says: only how much of it has gone by, by whichever count is longer.
 *
 * @param updatedAt when it arrived, by the computer's clock.
 */
export function timeLeft(prompt: PromptView, updatedAt: number): number | null {
  const dueInMs = prompt.approval?.dueInMs ?? null;
  if (dueInMs === null) return null;
  const known = receivedAt.get(prompt);
  const gone = Math.max(known === undefined ? 0 : pageNow() - known, Date.now() - updatedAt, 0);
  return dueInMs - gone;
}
