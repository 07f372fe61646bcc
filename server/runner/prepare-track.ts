import { inputEnvironment } from "#engine/environment.ts";
import type { Database } from "#platform/db.ts";
import type { SecretBox } from "#platform/secret-box.ts";
import type { ClaimedTrack } from "#services/claim-tracks.ts";
import { revealSecrets } from "#services/keep-secrets.ts";

/** A claimed track with all that its script is given, or why it cannot be given it. */
export type PreparedTrack = {
  readonly track: ClaimedTrack;
  readonly env: Readonly<Record<string, string>>;
  /** What must not be seen in its log and its outputs. */
  readonly secrets: readonly string[];
  /** A sentence; null: nothing is missing. */
  readonly problem: string | null;
};

/** Adds the values of the secrets that a script reads: they exist only here, in its environment and in its mask. */
export async function prepareTrack(
  { queries }: Database,
  box: SecretBox,
  track: ClaimedTrack,
): Promise<PreparedTrack> {
  const { values, problem } = await revealSecrets(queries, box, [...new Set(Object.values(track.secrets))]);
  const env = { ...track.env };
  for (const [input, name] of Object.entries(track.secrets))
    Object.assign(env, inputEnvironment(input, values.get(name) ?? ""));
  return { track, env, secrets: [...values.values()], problem };
}
