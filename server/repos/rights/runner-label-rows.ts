import { asc, eq, inArray, sql } from "drizzle-orm";
import { folder, runnerLabel } from "#drizzle/schema/folder.ts";
import type { Queries } from "#platform/database/db.ts";

/** A label that only graphs in a folder and below it may use. */
export type BoundLabel = { readonly label: string; readonly folder: string };

/** Binds a label to a folder, also where it was bound to another one. */
export async function putRunnerLabel(
  tx: Queries,
  row: { readonly label: string; readonly folderId: number; readonly createdBy: string },
): Promise<void> {
  const saved = { ...row, createdAt: sql`now(3)` };
  await tx.insert(runnerLabel).values(saved).onDuplicateKeyUpdate({ set: saved });
}

/** Gives false where the label was bound to no folder. */
export async function deleteRunnerLabel(tx: Queries, label: string): Promise<boolean> {
  const [result] = await tx.delete(runnerLabel).where(eq(runnerLabel.label, label));
  return result.affectedRows === 1;
}

/** The labels that are bound to a folder; with names, those of them. */
export async function boundLabels(tx: Queries, labels?: readonly string[]): Promise<BoundLabel[]> {
  if (labels?.length === 0) return [];
  return tx
    .select({ label: runnerLabel.label, folder: folder.path })
    .from(runnerLabel)
    .innerJoin(folder, eq(folder.id, runnerLabel.folderId))
    .where(labels === undefined ? undefined : inArray(runnerLabel.label, [...labels]))
    .orderBy(asc(runnerLabel.label));
}
