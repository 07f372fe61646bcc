import type { ResolvedConnection } from "#contract/flow/connections.ts";
import type { AttemptResult, ClaimedTrack, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { maskedText } from "#platform/secrets/secret-masker.ts";
import { failedResult } from "./attempt-result.ts";

/** An attempt with the values of the secrets that it reads. The values are only in its task and in its mask. */
export type PreparedAttempt = {
  readonly track: ClaimedTrack;
  /** Values by input. */
  readonly secrets: Readonly<Record<string, string>>;
  /** With their passwords, which are in the mask, too. */
  readonly connections: readonly ResolvedConnection[];
  /** The result, where the attempt cannot be executed. */
  readonly refusal: AttemptResult | null;
};

/**
 * Reads the secrets of a claimed track, and the connections of its task.
 *
 * @throws where there is no answer; then the attempt has not begun, and its track may be handed back.
 */
export async function prepareAttempt(gateway: RunnerGateway, track: ClaimedTrack): Promise<PreparedAttempt> {
  const { values, connections, problem } = await gateway.readSecrets(track);
  const secrets = Object.entries(track.secrets).map(([input, name]) => [input, values.get(name) ?? ""]);
  const refusal = problem === null ? null : failedResult(track, maskedText(problem, [...values.values()]));
  return { track, secrets: Object.fromEntries(secrets), connections, refusal };
}

/** As `prepareAttempt`, for a track that reads no secrets: it gives its answer at once. */
export function preparedAtOnce(track: ClaimedTrack): PreparedAttempt {
  return { track, secrets: {}, connections: [], refusal: null };
}
