import type { RevealedSecrets } from "#contract/runners/runner-gateway.ts";
import type { TransferSpec } from "#engine/model/graph-content.ts";
import { connectionsOfTransfer } from "#engine/transfers/transfer-connections.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { revealSecrets } from "../fleet/secret-store.ts";
import { resolveConnections } from "./resolve-connections.ts";

/**
 * What an attempt is given when it begins: the secrets that it reads, and the connections of its transfer with their
 * passwords. Both are judged by the folder that its graph is in now.
 *
 * @param reads `secrets`: their names, by input.
 */
export async function revealForAttempt(
  tx: Queries,
  box: SecretBox,
  reads: { readonly secrets: Readonly<Record<string, string>>; readonly transfer: TransferSpec | null },
  pipelineId: number,
): Promise<RevealedSecrets> {
  const secrets = await revealSecrets(tx, box, [...new Set(Object.values(reads.secrets))], pipelineId);
  if (secrets.problem !== null || reads.transfer === null) return { ...secrets, connections: [] };
  const wanted = connectionsOfTransfer(reads.transfer);
  const folder = await folderOfPipeline(tx, pipelineId);
  const names = [...new Set(wanted.map(({ name }) => name))];
  const found = await resolveConnections(tx, box, names, folder);
  if (found.problem !== null) return { ...secrets, ...found };
  const other = wanted.find(({ name, kind }) =>
    found.connections.some((each) => each.name === name && each.kind !== kind),
  );
  const problem =
    other === undefined ? null : `the connection ${other.name} must be of the kind ${other.kind} here`;
  return { ...secrets, connections: found.connections, problem };
}
