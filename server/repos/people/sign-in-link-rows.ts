import { and, eq, gt, lt, sql } from "drizzle-orm";
import { signInLink } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

/**
 * @param row `personId`: null for the first person of all. `isOfOwner`: the user who runs the server made it.
 */
export async function insertSignInLink(
  tx: Queries,
  row: { readonly digest: Buffer; readonly personId: number | null; readonly isOfOwner: boolean },
  lifeMs: number,
): Promise<void> {
  const expiresAt = sql`now(3) + interval ${lifeMs * 1_000} microsecond`;
  await tx.insert(signInLink).values({ ...row, createdAt: sql`now(3)`, expiresAt });
}

/** The person of a link that can still be used; null where there is none. Its row is locked. */
export async function findSignInLink(
  tx: Queries,
  digest: Buffer,
): Promise<{ readonly personId: number | null; readonly isOfOwner: boolean } | null> {
  const rows = await tx
    .select({ personId: signInLink.personId, isOfOwner: signInLink.isOfOwner })
    .from(signInLink)
    .where(and(eq(signInLink.digest, digest), gt(signInLink.expiresAt, sql`now(3)`)))
    .for("update");
  return rows[0] ?? null;
}

export async function deleteSignInLink(tx: Queries, digest: Buffer): Promise<void> {
  await tx.delete(signInLink).where(eq(signInLink.digest, digest));
}

/** Deletes links that are over, so many at most. Gives how many. */
export async function deleteOldLinks(tx: Queries, max: number): Promise<number> {
  const [result] = await tx.delete(signInLink).where(lt(signInLink.expiresAt, sql`now(3)`)).limit(max);
  return result.affectedRows;
}
