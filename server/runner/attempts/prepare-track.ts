import { type HttpRequest, renderRequest } from "#engine/kinds/http-request.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { inputEnvironment } from "#engine/values/environment.ts";
import type { Database } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secret-box.ts";
import type { ClaimedTrack } from "#services/attempts/claim-tracks.ts";
import { revealSecrets } from "#services/fleet/keep-secrets.ts";

/** A claimed track with all that its script is given, or why it cannot be given it. */
export type PreparedTrack = {
  readonly track: ClaimedTrack;
  readonly env: Readonly<Record<string, string>>;
  /** What it requests, where it is no script. */
  readonly request: HttpRequest | null;
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
  const secrets = [...values.values()];
  if (track.http === null || problem !== null) return { track, env, request: null, secrets, problem };
  const given = Object.entries(track.secrets).map(([input, name]) => [input, values.get(name) ?? ""]);
  return requested(track, { ...track.http.values, ...Object.fromEntries(given) }, secrets);
}

/** As `prepareTrack`, for a track that needs nothing to be read. */
export function preparedAtOnce(track: ClaimedTrack): PreparedTrack {
  if (track.http !== null) return requested(track, track.http.values, []);
  return { track, env: track.env, request: null, secrets: [], problem: null };
}

function requested(
  track: ClaimedTrack,
  values: Readonly<Record<string, Json>>,
  secrets: readonly string[],
): PreparedTrack {
  const { spec, inputs } = track.http ?? { spec: { url: "" }, inputs: {} };
  const rendered = renderRequest(spec, inputs, values);
  const made = rendered.ok
    ? { request: rendered.request, problem: null }
    : { request: null, problem: rendered.problem };
  return { track, env: track.env, secrets, ...made };
}
