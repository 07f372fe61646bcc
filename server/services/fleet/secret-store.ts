import type { SecretView } from "#contract/secrets.ts";
import { isSecretName, SECRET_NAME_WANTED } from "#engine/model/secret-names.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { listSecretRows, putSecret, removeSecret, secretBoxes } from "#repos/fleet/secret-rows.ts";
import { refuse } from "../pipeline-session/refused.ts";

/** A shorter value appears in a log by chance: masking it would make the log unreadable and hide nothing. */
const MIN_CHARACTERS = 6;

/** The names of all secrets, with who saved them and when. A stored value is never returned to people. */
export async function listSecrets(tx: Queries): Promise<SecretView[]> {
  return listSecretRows(tx);
}

/**
 * Stores a secret, or replaces its value. Scripts that begin later get the new value.
 *
 * @throws Refused `bad-input` for an invalid name or value; the message never contains the value.
 */
export async function saveSecret(
  tx: Queries,
  box: SecretBox,
  { name, value }: { name: string; value: string },
  actor: string,
): Promise<void> {
  if (!isSecretName(name)) return refuse("bad-input", `Wanted ${SECRET_NAME_WANTED}.`);
  if ([...value].length < MIN_CHARACTERS || value.includes("\0"))
    return refuse(
      "bad-input",
      `Wanted a secret of at least ${MIN_CHARACTERS} characters without a NUL character: a shorter one could not be masked in logs.`,
      { kept: "Nothing was stored." },
    );
  await putSecret(tx, { name, box: box.seal(name, value), savedBy: actor });
  // Never the value, and nothing that is worked out from it.
  noteForAudit(tx, { object: { kind: "secret", name } });
}

/** @throws Refused `not-found`. */
export async function deleteSecret(tx: Queries, name: string): Promise<void> {
  if (!(await removeSecret(tx, name))) refuse("not-found", `There is no secret "${name}".`);
  noteForAudit(tx, { object: { kind: "secret", name } });
}

/**
 * The values of secrets, for a script that is about to begin.
 *
 * @returns the values that were found; if one is missing, `problem` is a sentence that says why.
 */
export async function revealSecrets(
  tx: Queries,
  box: SecretBox,
  names: readonly string[],
): Promise<{ values: ReadonlyMap<string, string>; problem: string | null }> {
  const boxes = await secretBoxes(tx, names);
  const values = new Map<string, string>();
  for (const name of names) {
    const sealed = boxes.get(name);
    if (sealed === undefined)
      return {
        values,
        problem: `there is no secret ${name}: store it under Settings, or with \`secret set ${name}\``,
      };
    try {
      values.set(name, box.open(name, sealed));
    } catch (error) {
      return { values, problem: error instanceof Error ? error.message : String(error) };
    }
  }
  return { values, problem: null };
}
