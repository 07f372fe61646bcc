import type { Database } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secret-box.ts";
import type { ClaimedTrack } from "#services/attempts/claim-tracks.ts";
import { revealSecrets } from "#services/fleet/keep-secrets.ts";

/** A claimed track with the secrets that it reads: their values exist only here, in its task and in its mask. */
export type PreparedTrack = {
  readonly track: ClaimedTrack;
  /** Values by input. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Why it cannot be carried out, as a sentence; null: nothing is missing. */
  readonly problem: string | null;
};

/**
 * Reads the secrets of a claimed track.
 *
 * @throws the database's error; then the track has not begun, and may be given back.
 */
export async function prepareTrack(
  { queries }: Database,
  box: SecretBox,
  track: ClaimedTrack,
): Promise<PreparedTrack> {
  const names = [...new Set(Object.values(track.secrets))];
  const { values, problem } = await revealSecrets(queries, box, names);
  const secrets = Object.entries(track.secrets).map(([input, name]) => [input, values.get(name) ?? ""]);
  return { track, secrets: Object.fromEntries(secrets), problem };
}

/** As `prepareTrack`, for a track that reads no secrets. */
export function preparedAtOnce(track: ClaimedTrack): PreparedTrack {
  return { track, secrets: {}, problem: null };
}
