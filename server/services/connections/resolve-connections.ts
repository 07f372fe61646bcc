import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { connectionRows, type PlacedConnection } from "#repos/fleet/connection-rows.ts";
import { secretBoxes } from "#repos/fleet/secret-rows.ts";

export type ResolvedConnections = {
  readonly connections: readonly ResolvedConnection[];
  /** Why one cannot be used, as a clause of a sentence; null where all can. */
  readonly problem: string | null;
};

/**
 * Connections with their passwords, for somebody who connects now on behalf of what is in `folder`. Those of this folder
 * and of the folders above it may be used, and each may use a secret of its own folder and of those above.
 */
export async function resolveConnections(
  tx: Queries,
  box: SecretBox,
  names: readonly string[],
  folder: string | null,
): Promise<ResolvedConnections> {
  const rows = new Map((await connectionRows(tx, names)).map((row) => [row.name, row]));
  const connections: ResolvedConnection[] = [];
  for (const name of names) {
    const row = rows.get(name);
    const foreign = connectionProblem(name, row, folder);
    if (row === undefined || foreign !== null) return { connections, problem: foreign };
    const secret = await secretOf(tx, box, row);
    if ("problem" in secret) return { connections, problem: secret.problem };
    const { kind, address, username, ca } = row;
    connections.push({ name, kind, address, username, ca, ...secret });
  }
  return { connections, problem: null };
}

/** Why what is in a folder may not use a connection; null where it may. A clause of a sentence. */
export function connectionProblem(
  name: string,
  row: Pick<PlacedConnection, "folder"> | undefined,
  folder: string | null,
): string | null {
  if (row === undefined)
    return `there is no connection ${name}: store it under Settings, or with \`connection set ${name}\``;
  if (folder === null || !isWithin(folder, row.folder))
    return `the connection ${name} is in another folder than its graph`;
  return null;
}

async function secretOf(
  tx: Queries,
  box: SecretBox,
  { name, secret, folder }: PlacedConnection,
): Promise<Pick<ResolvedConnection, "secret"> | { readonly problem: string }> {
  if (secret === null) return { secret: null };
  const sealed = (await secretBoxes(tx, [secret])).get(secret);
  if (sealed === undefined)
    return { problem: `there is no secret ${secret}, which the connection ${name} needs` };
  if (!isWithin(folder, sealed.folder))
    return { problem: `the secret ${secret} is in another folder than the connection ${name}` };
  try {
    return { secret: { name: secret, value: box.open(secret, sealed.box) } };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
