import { asc, eq, inArray, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { secret } from "#drizzle/schema/secret.ts";
import type { Queries } from "#platform/database/db.ts";

export type SecretRow = typeof secret.$inferSelect;

type SavedSecret = Pick<SecretRow, "name" | "box" | "savedBy"> & Partial<Pick<SecretRow, "folderId">>;

/** @throws the error that `isDuplicateKey` knows where there is one of this name. */
export async function insertSecret(tx: Queries, row: SavedSecret): Promise<void> {
  await tx.insert(secret).values({ ...row, savedAt: sql`now(3)` });
}

/** Replaces the value of a secret, and its folder where one is given. */
export async function updateSecret(tx: Queries, { name, ...row }: SavedSecret): Promise<void> {
  await tx
    .update(secret)
    .set({ ...row, savedAt: sql`now(3)` })
    .where(eq(secret.name, name));
}

/**
 * Keeps others from changing the secret of this name until the end of the transaction. Gives when it was saved, and where.
 * The row of its folder is not locked: many others wait for that.
 */
export async function lockSecret(
  tx: Queries,
  name: string,
): Promise<(Pick<SecretRow, "savedAt" | "savedBy"> & { readonly folder: string }) | undefined> {
  const [row] = await tx
    .select({ savedAt: secret.savedAt, savedBy: secret.savedBy })
    .from(secret)
    .where(eq(secret.name, name))
    .for("update");
  if (row === undefined) return undefined;
  const path = (await foldersOfSecrets(tx, [name])).get(name);
  return path === undefined ? undefined : { ...row, folder: path };
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
