import { asc, eq, inArray, sql } from "drizzle-orm";
import { secret } from "#drizzle/schema/secret.ts";
import type { Queries } from "#platform/database/db.ts";

export type SecretRow = typeof secret.$inferSelect;

/** Inserts a secret, or replaces its value. */
export async function putSecret(
  tx: Queries,
  row: Pick<SecretRow, "name" | "box" | "savedBy">,
): Promise<void> {
  const saved = { ...row, savedAt: sql`now(3)` };
  await tx.insert(secret).values(saved).onDuplicateKeyUpdate({ set: saved });
}

/** Gives true where there was such a secret. */
export async function removeSecret(tx: Queries, name: string): Promise<boolean> {
  const [result] = await tx.delete(secret).where(eq(secret.name, name));
  return result.affectedRows === 1;
}

export async function listSecretRows(tx: Queries): Promise<Omit<SecretRow, "box">[]> {
  return tx
    .select({
      name: secret.name,
      folderId: secret.folderId,
      savedAt: secret.savedAt,
      savedBy: secret.savedBy,
    })
    .from(secret)
    .orderBy(asc(secret.name));
}

export async function secretBoxes(tx: Queries, names: readonly string[]): Promise<Map<string, Buffer>> {
  if (names.length === 0) return new Map();
  const rows = await tx
    .select({ name: secret.name, box: secret.box })
    .from(secret)
    .where(inArray(secret.name, [...names]));
  return new Map(rows.map((row) => [row.name, row.box]));
}
