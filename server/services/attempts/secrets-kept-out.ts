import type { ReadSecret } from "#contract/runners/runner-gateway.ts";
import { ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json, OutputSpec } from "#engine/model/graph-content.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { textsInValue } from "#engine/values/texts-in-value.ts";
import { maskedText, secretFinder } from "#platform/secrets/secret-masker.ts";

type Declared = Readonly<Record<string, OutputSpec>>;

const ADVICE =
  "Outputs are stored and shown, so none may hold a secret, and none is changed: leave it out, or give the vertex that needs the secret an input of the type secret";

/**
 * The outcome of an attempt that read secrets, as it may be stored. Its reason is for people, so secrets in it are
 * masked. An output is data and is never changed: if one holds a secret, the attempt fails, and is not retried.
 *
 * @param declared the outputs that the graph declares: their names and defaults are in the graph for all to see.
 */
export function withoutSecrets(
  outcome: AttemptOutcome,
  secrets: readonly ReadSecret[],
  declared: Declared,
): AttemptOutcome {
  if (secrets.length === 0) return outcome;
  const masked = withMaskedReason(outcome, secrets);
  if (masked.to !== "succeeded" && masked.to !== "failed") return masked;
  const problem = heldSecret(masked.outputs ?? {}, secrets, declared);
  if (problem === null) return masked;
  if (masked.to === "succeeded") return { to: "failed", reason: `${problem}. ${ADVICE}`, exit: masked.exit };
  const { outputs: _outputs, ...failed } = masked;
  return { ...failed, reason: `${failed.reason}; its outputs are not kept, because ${problem}` };
}

function withMaskedReason(outcome: AttemptOutcome, secrets: readonly ReadSecret[]): AttemptOutcome {
  if (!("reason" in outcome) || outcome.reason === undefined) return outcome;
  const values = secrets.map(({ value }) => value);
  return { ...outcome, reason: maskedText(outcome.reason, values) };
}

/** The first output that holds a secret, as a clause that names both; null if there is none. */
function heldSecret(
  outputs: Readonly<Record<string, Json>>,
  secrets: readonly ReadSecret[],
  declared: Declared,
): string | null {
  const finders = secrets.map((secret) => ({ name: secret.name, isIn: secretFinder(secret.value) }));
  const secretIn = (texts: readonly string[]) => finders.find(({ isIn }) => texts.some(isIn))?.name ?? null;
  for (const [name, value] of Object.entries(outputs)) {
    const spec = ownOf(declared, name);
    if (spec === undefined) {
      const inName = secretIn([name]);
      if (inName !== null) return `the name of one of its outputs holds the secret ${inName}`;
    }
    if (spec?.default !== undefined && writeJson(spec.default) === writeJson(value)) continue;
    const held = secretIn(textsInValue(value));
    if (held !== null) return `its output ${name} holds the secret ${held}`;
  }
  return null;
}
