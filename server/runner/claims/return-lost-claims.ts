import type { AttemptResult, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import type { Logger } from "#platform/log.ts";
import type { ActiveAttempts } from "../attempts/active-attempts.ts";
import { handedBackResult } from "../attempts/attempt-result.ts";
import type { Settler } from "../attempts/settler.ts";
import type { Registration } from "../lease/registration.ts";

/** Longer than any transaction takes: a newer claim may still be under way. */
const MIN_AGE_MS = 30_000;

/**
 * Hands back attempts that the database has for this runner but that the runner does not know. The answer to their
 * claim was lost, so they have not begun. A lost attempt is never among them: this runner may have told it itself, after
 * it had begun, and then a person decides.
 */
export async function returnLostClaims(parts: {
  readonly gateway: Pick<RunnerGateway, "unsettled">;
  readonly log: Logger;
  readonly registration: Pick<Registration, "runnerId">;
  readonly active: ActiveAttempts;
  readonly settler: Pick<Settler, "settle">;
}): Promise<void> {
  const { gateway, log, registration, active, settler } = parts;
  // What is settled while the question is under way is not known any more when its answer is here.
  const wasActive = active.tokens();
  const unsettled = await gateway.unsettled([registration.runnerId], MIN_AGE_MS);
  const lost = unsettled.filter(
    ({ token, isLost }) => !isLost && !active.has(token) && !wasActive.has(token.toString("hex")),
  );
  for (const { trackId, token } of lost) {
    // Its answer may still come.
    active.refuse(token);
    log.warn({ track: trackId }, "a claim whose answer was lost is handed back");
  }
  const results: AttemptResult[] = lost.map(handedBackResult);
  await Promise.all(results.map((result) => settler.settle(result)));
}
