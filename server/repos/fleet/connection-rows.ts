import { asc, eq, inArray, sql } from "drizzle-orm";
import { connection } from "#drizzle/schema/flow/connection.ts";
import { folder } from "#drizzle/schema/folder.ts";
import type { Queries } from "#platform/database/db.ts";

export type ConnectionRow = typeof connection.$inferSelect;
/** A connection with the path of its folder. */
export type PlacedConnection = Omit<ConnectionRow, "folderId"> & { readonly folder: string };

/** @throws the error that `isDuplicateKey` knows where there is one of this name. */
export async function insertConnection(tx: Queries, row: Omit<ConnectionRow, "savedAt">): Promise<void> {
  await tx.insert(connection).values({ ...row, savedAt: sql`now(3)` });
}

/** Replaces all of a connection. */
export async function updateConnection(
  tx: Queries,
  { name, ...row }: Omit<ConnectionRow, "savedAt">,
): Promise<void> {
  await tx
    .update(connection)
    .set({ ...row, savedAt: sql`now(3)` })
    .where(eq(connection.name, name));
}

/** Keeps others from changing the connection of this name until the end of the transaction. */
export async function lockConnection(tx: Queries, name: string): Promise<void> {
  await tx.select({ name: connection.name }).from(connection).where(eq(connection.name, name)).for("update");
}

/** Gives true where there was such a connection. */
export async function removeConnection(tx: Queries, name: string): Promise<boolean> {
  const [result] = await tx.delete(connection).where(eq(connection.name, name));
  return result.affectedRows === 1;
}

/** All connections, or those with these names, in the order of their names. */
export async function connectionRows(tx: Queries, names?: readonly string[]): Promise<PlacedConnection[]> {
  if (names?.length === 0) return [];
  return tx
    .select({
      name: connection.name,
      folder: folder.path,
      kind: connection.kind,
      address: connection.address,
      username: connection.username,
      secret: connection.secret,
      ca: connection.ca,
      savedAt: connection.savedAt,
      savedBy: connection.savedBy,
    })
    .from(connection)
    .innerJoin(folder, eq(folder.id, connection.folderId))
    .where(names === undefined ? undefined : inArray(connection.name, [...names]))
    .orderBy(asc(connection.name));
}
