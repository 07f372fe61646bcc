import { and, asc, count, eq, or, type SQL, sql } from "drizzle-orm";
import { launchPreset } from "#drizzle/schema/launch-preset.ts";
import type { Queries } from "#platform/database/db.ts";
import { NEW_VERSION } from "../new-version.ts";

export type PresetRow = Omit<typeof launchPreset.$inferSelect, "ownerKey">;

/** Whose a preset is: a person's own, or (null) everybody's. */
export type PresetOwner = number | null;

const isOf = (owner: PresetOwner): SQL => eq(launchPreset.ownerKey, owner ?? 0);

/** The shared presets of a graph and those of a person, by name, without their values. */
export async function presetsOf(
  tx: Queries,
  graphId: number,
  personId: number | null,
): Promise<Omit<PresetRow, "values">[]> {
  const { id, name, ownerId, edit, savedAt, savedBy } = launchPreset;
  return tx
    .select({ id, graphId: launchPreset.graphId, name, ownerId, edit, savedAt, savedBy })
    .from(launchPreset)
    .where(
      and(eq(launchPreset.graphId, graphId), personId === null ? isOf(null) : or(isOf(null), isOf(personId))),
    )
    .orderBy(asc(name), asc(launchPreset.ownerKey));
}

export async function findPreset(
  tx: Queries,
  graphId: number,
  name: string,
  owner: PresetOwner,
): Promise<PresetRow | null> {
  const rows = await tx
    .select()
    .from(launchPreset)
    .where(and(eq(launchPreset.graphId, graphId), isOf(owner), eq(launchPreset.name, name)));
  return rows[0] ?? null;
}

export async function countPresets(tx: Queries, graphId: number, owner: PresetOwner): Promise<number> {
  const rows = await tx
    .select({ presets: count() })
    .from(launchPreset)
    .where(and(eq(launchPreset.graphId, graphId), isOf(owner)));
  return rows[0]?.presets ?? 0;
}

/** @throws a duplicate key where its owner has one of this name. */
export async function insertPreset(
  tx: Queries,
  row: Pick<PresetRow, "graphId" | "name" | "ownerId" | "values" | "savedBy">,
): Promise<void> {
  await tx.insert(launchPreset).values({ ...row, edit: NEW_VERSION, savedAt: sql`now(3)` });
}

/** False where it is not at `fromEdit` any more. */
export async function updatePreset(
  tx: Queries,
  id: number,
  fromEdit: number,
  row: Pick<PresetRow, "values" | "savedBy">,
): Promise<boolean> {
  const [result] = await tx
    .update(launchPreset)
    .set({ ...row, edit: fromEdit + 1, savedAt: sql`now(3)` })
    .where(and(eq(launchPreset.id, id), eq(launchPreset.edit, fromEdit)));
  return result.affectedRows === 1;
}

export async function deletePreset(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx.delete(launchPreset).where(eq(launchPreset.id, id));
  return result.affectedRows === 1;
}

/** Those of a graph that is deleted, or the own ones of a person who is removed. */
export async function deletePresetsOf(
  tx: Queries,
  of: { readonly graphId: number } | { readonly personId: number },
): Promise<number> {
  const [result] = await tx
    .delete(launchPreset)
    .where("graphId" in of ? eq(launchPreset.graphId, of.graphId) : eq(launchPreset.ownerId, of.personId));
  return result.affectedRows;
}
