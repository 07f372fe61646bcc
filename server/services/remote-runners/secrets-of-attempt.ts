import type { RunnerAnswers } from "#contract/runners/runner-calls.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { ownedAttempts } from "#repos/tracks/attempt-rows.ts";
import { secretsOf } from "../attempts/render-task.ts";
import { revealForAttempt } from "../connections/reveal-for-attempt.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import type { RunnerRights } from "./runner-tokens.ts";

/**
 * The values of the secrets that an attempt reads, by their names, and its connections. Which these are, the graph says, not
 * the runner.
 *
 * @throws Refused `not-allowed` unless the attempt is live and belongs to a runner with this token.
 */
export async function secretsOfAttempt(
  tx: Queries,
  box: SecretBox,
  { tokenId }: RunnerRights,
  token: Buffer,
): Promise<RunnerAnswers["secrets"]> {
  const [attempt] = await ownedAttempts(tx, [token]);
  const isLive =
    attempt !== undefined &&
    attempt.tokenId === tokenId &&
    attempt.state === "running" &&
    (attempt.runnerState === "ready" || attempt.runnerState === "draining") &&
    attempt.trackToken?.equals(token) === true;
  if (!isLive)
    return refuse(
      "not-allowed",
      "Secrets are given for attempts that this runner has and that are under way.",
    );
  const found = await findPipeline(tx, attempt.pipelineId);
  if (found === null) return refuse("not-found", `There is no pipeline ${attempt.pipelineId}.`);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const { inputs = {}, transfer = null } = plan.vertices[attempt.number]?.spec ?? {};
  const secrets = secretsOf(inputs, attempt.inputs);
  const { values, ...others } = await revealForAttempt(tx, box, { secrets, transfer }, attempt.pipelineId);
  return { ...others, values: [...values] };
}
