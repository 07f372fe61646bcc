import type { TransferChecks } from "#contract/graphs/transfer-checks.ts";
import type { Database } from "#platform/database/db.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";
import { graphNamed } from "../graphs/lookup/graph-named.ts";
import { draftOrRevision } from "../graphs/show-graph.ts";
import { checkTransfers, type ServerAccess } from "./check-transfers.ts";

/**
 * Asks the servers of the transfers of a draft, or of a sealed revision with this number. No transaction is open meanwhile.
 *
 * @throws Refused `not-found`.
 */
export async function checkGraphTransfers(
  { queries }: Database,
  access: Omit<ServerAccess, "tx">,
  name: string,
  number: number | undefined,
): Promise<TransferChecks> {
  const { edit, content } = await draftOrRevision(queries, name, number);
  const folder = await folderOf(queries, await graphNamed(queries, name));
  return { edit, ...(await checkTransfers({ tx: queries, ...access }, content, folder)) };
}
