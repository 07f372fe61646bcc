import { and, eq, inArray } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";

/** The child pipelines of tracks of this one that run again or have succeeded after all, and whose tracks do not know it yet. */
export async function restartedChildren(tx: Queries, parentId: number) {
  const rows = await tx
    .select({
      id: pipeline.id,
      number: pipeline.parentNumber,
      attempt: pipeline.parentAttempt,
      state: pipeline.state,
    })
    .from(pipeline)
    .where(
      and(
        eq(pipeline.parentId, parentId),
        eq(pipeline.isReopened, true),
        inArray(pipeline.state, ["running", "succeeded"]),
      ),
    );
  return rows.flatMap(({ number, ...row }) => (number === null ? [] : [{ ...row, number }]));
}
