import { asc, eq, inArray, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { secret } from "#drizzle/schema/secret.ts";
import type { Queries } from "#platform/database/db.ts";

export type SecretRow = typeof secret.$inferSelect;

/** Inserts a secret, or replaces its value, and its folder where one is given. Gives whether it is new. */
export async function putSecret(
  tx: Queries,
  row: Pick<SecretRow, "name" | "box" | "savedBy"> & Partial<Pick<SecretRow, "folderId">>,
): Promise<boolean> {
  const saved = { ...row, savedAt: sql`now(3)` };
  const [result] = await tx.insert(secret).values(saved).onDuplicateKeyUpdate({ set: saved });
  return result.affectedRows === 1;
}

/** Keeps others from changing the secret of this name until the end of the transaction. Gives when it was saved, and where. */
export async function lockSecret(
  tx: Queries,
  name: string,
): Promise<(Pick<SecretRow, "savedAt" | "savedBy"> & { readonly folder: string }) | undefined> {
  const rows = await tx
    .select({ savedAt: secret.savedAt, savedBy: secret.savedBy, folder: folder.path })
    .from(secret)
    .innerJoin(folder, eq(folder.id, secret.folderId))
    .where(eq(secret.name, name))
    .for("update");
  return rows[0];
}

/** Gives true where there was such a secret. */
export async function removeSecret(tx: Queries, name: string): Promise<boolean> {
  const [result] = await tx.delete(secret).where(eq(secret.name, name));
  return result.affectedRows === 1;
}

export async function listSecretRows(
  tx: Queries,
): Promise<(Omit<SecretRow, "box" | "folderId"> & { readonly folder: string })[]> {
  return tx
    .select({
      name: secret.name,
      folder: folder.path,
      savedAt: secret.savedAt,
      savedBy: secret.savedBy,
    })
    .from(secret)
    .innerJoin(folder, eq(folder.id, secret.folderId))
    .orderBy(asc(secret.name));
}

/** Secrets with the paths of their folders. */
export async function secretBoxes(
  tx: Queries,
  names: readonly string[],
): Promise<Map<string, { readonly box: Buffer; readonly folder: string }>> {
  if (names.length === 0) return new Map();
  const rows = await tx
    .select({ name: secret.name, box: secret.box, folder: folder.path })
    .from(secret)
    .innerJoin(folder, eq(folder.id, secret.folderId))
    .where(inArray(secret.name, [...names]));
  return new Map(rows.map(({ name, ...row }) => [name, row]));
}

/** The paths of the folders of secrets, by name. */
export async function foldersOfSecrets(tx: Queries, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx
    .select({ name: secret.name, folder: folder.path })
    .from(secret)
    .innerJoin(folder, eq(folder.id, secret.folderId))
    .where(inArray(secret.name, [...names]));
  return new Map(rows.map((row) => [row.name, row.folder]));
}
