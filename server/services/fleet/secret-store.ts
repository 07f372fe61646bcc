import type { z } from "zod";
import type { putSecretInput, removeSecretInput, SecretView } from "#contract/secrets.ts";
import { isSecretName, SECRET_NAME_WANTED } from "#engine/model/secret-names.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { foldersFor, mayIn } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import {
  insertSecret,
  listSecretRows,
  lockSecret,
  removeSecret,
  secretBoxes,
  updateSecret,
} from "#repos/fleet/secret-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { refuseStale, refuseUnseenRemoval } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { keptFolderAt } from "../rights/folders.ts";
import { judge } from "../rights/judge.ts";

/** A shorter value appears in a log by chance: masking it would make the log unreadable and hide nothing. */
const MIN_CHARACTERS = 6;

/**
 * The names of the secrets in the folders that an actor may read, and of those that graphs may use which they may design;
 * with who saved them and when. A stored value is never returned to people.
 */
export async function listSecrets(tx: Queries, { rights }: Actor): Promise<SecretView[]> {
  const rows = await listSecretRows(tx);
  const designed = foldersFor(rights, "design");
  return rows.filter(
    ({ folder }) => mayIn(rights, "read", folder) || designed.some((path) => isWithin(path, folder)),
  );
}

/**
 * Stores a secret, or replaces its value. Scripts that begin later get the new value.
 *
 * @throws Refused `bad-input` for an invalid name or value; the message never contains the value. `conflict` where what is
 *   stored is not what the caller saw.
 */
export async function saveSecret(
  tx: Queries,
  box: SecretBox,
  input: z.output<typeof putSecretInput>,
  actor: Actor,
): Promise<void> {
  const { name, value } = input;
  if (!isSecretName(name)) return refuse("bad-input", `Wanted ${SECRET_NAME_WANTED}.`);
  if ([...value].length < MIN_CHARACTERS || value.includes("\0"))
    return refuse(
      "bad-input",
      `Wanted a secret of at least ${MIN_CHARACTERS} characters without a NUL character: a shorter one could not be masked in logs.`,
      { kept: "Nothing was stored." },
    );
  await savedByName(() => storeSecret(tx, box, input, actor));
}

async function storeSecret(
  tx: Queries,
  box: SecretBox,
  { name, value, folder, version }: z.output<typeof putSecretInput>,
  actor: Actor,
): Promise<void> {
  const stored = await lockSecret(tx, name);
  const before = stored?.folder;
  const after = await placeOf(tx, { name, present: before, wanted: folder }, actor);
  const seen = stored && { ...stored, version: stored.savedAt.getTime() };
  refuseStale(`secret "${name}"`, seen, version);
  const row = { name, box: box.seal(name, value), savedBy: actor.name };
  const place = after === before ? {} : { folderId: (await keptFolderAt(tx, after)).id };
  if (stored === undefined) await insertSecret(tx, { ...row, ...place });
  else await updateSecret(tx, { ...row, ...place });
  // Never the value, and nothing that is worked out from it.
  noteForAudit(tx, actor, {
    object: { kind: "secret", name },
    ...(before !== undefined && { before: { folder: before } }),
    after: { folder: after },
  });
}

/** The folder in which a secret will be: that where it is, if none is wanted. Judges both places. */
async function placeOf(
  tx: Queries,
  {
    name,
    present,
    wanted,
  }: { name: string; readonly present: string | undefined; readonly wanted: string | undefined },
  actor: Actor,
): Promise<string> {
  if (present !== undefined) {
    if (!mayIn(actor.rights, "read", present) && !mayIn(actor.rights, "administer", present))
      return refuse("conflict", `There is a secret "${name}" already, in a folder that you may not see.`, {
        kept: "Nothing was stored.",
        todo: "Choose another name.",
      });
    await judge(tx, actor, "administer", { kind: "secret", name });
    if (wanted === undefined) return present;
  }
  const path = wanted ?? ROOT;
  await judge(tx, actor, "administer", { kind: "folder", path });
  return path;
}

/** @throws Refused `not-found`; `conflict` where it is not what the caller saw. */
export async function deleteSecret(
  tx: Queries,
  { name, version }: z.output<typeof removeSecretInput>,
  actor: Actor,
): Promise<void> {
  const before = (await lockSecret(tx, name)) ?? refuse("not-found", `There is no secret "${name}".`);
  refuseUnseenRemoval(`secret "${name}"`, { ...before, version: before.savedAt.getTime() }, version);
  await removeSecret(tx, name);
  noteForAudit(tx, actor, { object: { kind: "secret", name }, before: { folder: before.folder } });
}

/**
 * The values of secrets, for a script of a pipeline that is about to begin. Its graph may use those of its own folder and of
 * the folders above.
 *
 * @returns the values that were found; if one is missing, `problem` is a sentence that says why.
 */
export async function revealSecrets(
  tx: Queries,
  box: SecretBox,
  names: readonly string[],
  pipelineId: number,
): Promise<{ values: ReadonlyMap<string, string>; problem: string | null }> {
  const boxes = await secretBoxes(tx, names);
  const folder = await folderOfPipeline(tx, pipelineId);
  const values = new Map<string, string>();
  for (const name of names) {
    const sealed = boxes.get(name);
    if (sealed === undefined)
      return {
        values,
        problem: `there is no secret ${name}: store it under Settings, or with \`secret set ${name}\``,
      };
    if (folder === null || !isWithin(folder, sealed.folder))
      return { values, problem: `the secret ${name} is in another folder than its graph` };
    try {
      values.set(name, box.open(name, sealed.box));
    } catch (error) {
      return { values, problem: error instanceof Error ? error.message : String(error) };
    }
  }
  return { values, problem: null };
}
