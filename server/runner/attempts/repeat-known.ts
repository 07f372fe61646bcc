import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import type { Logger } from "#platform/log.ts";
import { ownText, writeOwnText } from "../execution/own-text.ts";
import type { KnownAttempt } from "../journal/known-attempts.ts";
import type { AttemptLog } from "../log/log-writer.ts";
import { lostResult } from "./attempt-result.ts";

/** In the log of an attempt whose result is taken from what the runner remembers. */
const LOG_LINE = ownText`This attempt was executed before the database was restored. It is not executed again: its result is taken from the runner's disk. The log of that time is in no database any more.`;

/**
 * The result of an attempt that was executed already, in a database that does not know it. The task is not executed
 * again. If its end is not known either, a person has to decide.
 */
export function resultOfKnown(
  track: ClaimedTrack,
  known: KnownAttempt,
  { log, attemptLog }: { readonly log: Logger; readonly attemptLog: AttemptLog },
): AttemptResult {
  const { trackId, pipelineId, number, attempt, token, vertex } = track;
  const when = new Date(known.at).toISOString();
  log.warn(
    { pipeline: pipelineId, vertex, attempt, executedAt: when },
    "the database was restored: it does not know this attempt, which is not executed again",
  );
  if (known.result === null)
    return lostResult(
      track,
      `lost: attempt ${attempt} had begun at ${when}, before the database was restored; its end is not known`,
    );
  void writeOwnText(attemptLog, LOG_LINE);
  return { trackId, pipelineId, number, attempt, token, ...known.result };
}
