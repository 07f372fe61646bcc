import type { ScriptChecks } from "#contract/graphs/script-checks.ts";
import type { Database } from "#platform/database/db.ts";
import { draftOrRevision } from "../graphs/show-graph.ts";
import { checkScripts } from "./check-scripts.ts";

/**
 * Checks the shell scripts of a draft, or of a sealed revision with this number. No transaction is open meanwhile.
 *
 * @throws Refused `not-found`.
 */
export async function checkGraphScripts(
  database: Database,
  name: string,
  number: number | undefined,
): Promise<ScriptChecks> {
  const { edit, content } = await draftOrRevision(database.queries, name, number);
  return { edit, ...(await checkScripts(content)) };
}
