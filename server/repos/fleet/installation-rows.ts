import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { installation } from "#drizzle/schema/installation.ts";
import type { Queries } from "#platform/database/db.ts";

/** The id of this installation: twelve letters and digits, drawn by whoever asks first. */
export async function installationId(tx: Queries): Promise<string> {
  const found = await drawnId(tx);
  if (found !== null) return found;
  // Of two that draw at the same time, the first one counts.
  await tx
    .insert(installation)
    .ignore()
    .values({ n: 1, id: randomBytes(6).toString("hex"), drawnAt: sql`now(3)` });
  return (await drawnId(tx)) ?? "";
}

async function drawnId(tx: Queries): Promise<string | null> {
  const rows = await tx.select({ id: installation.id }).from(installation);
  return rows[0]?.id ?? null;
}
