import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Refuses a decision about another attempt than the one that was looked at. Rounds and polls follow each other by
 * themselves, and a decision is about all of them: there nothing is refused.
 *
 * @param seen the attempt that was looked at; absent: whichever it is.
 * @throws Refused `conflict`.
 */
export function refuseOtherAttempt(session: PipelineSession, number: number, seen: number | undefined): void {
  const { attempt } = session.track(number);
  const { name, spec } = session.vertex(number);
  if (seen === undefined || seen === attempt || spec.poll !== undefined || spec.repeat !== undefined) return;
  refuse("conflict", `${name} is at attempt ${attempt} by now, and you looked at attempt ${seen}.`, {
    kept: "Nothing was changed.",
    todo: "Look at it as it is now, and decide again.",
  });
}
