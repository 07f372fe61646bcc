import type { AttemptResult } from "#contract/runners/runner-gateway.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";

/** The part of a result that may hold a secret. */
type End = Pick<AttemptResult, "end" | "secrets">;

/** The same as it is written to the disk. `sealed` has all of it in encrypted form, if the attempt read secrets. */
export type StoredEnd = { readonly end: AttemptResult["end"]; readonly sealed?: string };

/** @param name of the attempt: it is authenticated with what is encrypted. */
export function sealedEnd(box: SecretBox, name: string, { end, secrets = [] }: End): StoredEnd {
  if (secrets.length === 0) return { end };
  return { end: null, sealed: box.seal(name, wireText({ end, secrets })).toString("base64") };
}

/**
 * What `sealedEnd` was given.
 *
 * @throws SecretBoxProblem where the key is another one.
 */
export function openedEnd(box: SecretBox, name: string, { end, sealed }: StoredEnd): End {
  if (sealed === undefined) return { end };
  return readWireText(box.open(name, Buffer.from(sealed, "base64"))) as End;
}
