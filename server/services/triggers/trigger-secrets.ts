import type { Problem } from "#contract/refusal.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Settings, TriggerKindRecord } from "#engine/triggers/trigger-kind.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { foldersOfSecrets, secretBoxes } from "#repos/fleet/secret-rows.ts";

/**
 * What is wrong with the secrets that the settings of a trigger name: it may use those of its graph's folder and of the
 * folders above.
 */
export async function secretProblems(
  tx: Queries,
  kind: TriggerKindRecord,
  { settings, folder }: { readonly settings: Settings; readonly folder: string },
): Promise<Problem[]> {
  const named = kind.secretsOf(settings);
  const folders = await foldersOfSecrets(
    tx,
    named.map(({ name }) => name),
  );
  return named.flatMap(({ path, name }) => {
    const found = folders.get(name);
    if (found !== undefined && isWithin(folder, found)) return [];
    return [
      {
        path: `settings.${path}`,
        text: `There is no secret "${name}" that a trigger of this graph may use: one of its folder, or of a folder above.`,
      },
    ];
  });
}

/**
 * The value of a secret for a trigger whose graph is in this folder; null where it may not use it, or it is not there.
 *
 * @throws SecretBoxProblem where it cannot be read with the key of this server.
 */
export async function secretFor(
  tx: Queries,
  box: SecretBox,
  { name, folder }: { readonly name: string; readonly folder: string },
): Promise<string | null> {
  const sealed = (await secretBoxes(tx, [name])).get(name);
  return sealed !== undefined && isWithin(folder, sealed.folder) ? box.open(name, sealed.box) : null;
}
