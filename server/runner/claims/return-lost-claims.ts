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
 * claim was lost, so they have not begun.
 */
export async function returnLostClaims(parts: {
  readonly gateway: RunnerGateway;
  readonly log: Logger;
  readonly registration: Registration;
  readonly active: ActiveAttempts;
  readonly settler: Settler;
}): Promise<void> {
  const { gateway, log, registration, active, settler } = parts;
  const unsettled = await gateway.unsettled([registration.runnerId], MIN_AGE_MS);
  const lost = unsettled.filter(({ token }) => !active.has(token));
  for (const { trackId, token } of lost) {
    // Its answer may still come.
    active.refuse(token);
    log.warn({ track: trackId }, "a claim whose answer was lost is handed back");
  }
  const results: AttemptResult[] = lost.map(handedBackResult);
  await Promise.all(results.map((result) => settler.settle(result)));
}
