import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { ItemOutputs } from "#engine/policies/item-outputs.ts";
import type { Queries } from "#platform/database/db.ts";
import { outputsFrom } from "#repos/tracks/track-rows.ts";

/** Each may have 1 MiB. */
const ROWS_A_READ = 32;

/** How the track of a vertex ends whose items have succeeded. Of their outputs no more is read than it may have. */
export async function itemsOutcome(tx: Queries, childId: number, spec: VertexSpec): Promise<AttemptOutcome> {
  const gathered = new ItemOutputs(spec);
  for (let from = 0; ; ) {
    const rows = await outputsFrom(tx, childId, from, ROWS_A_READ);
    const isWanted = rows.every(({ outputs }) => gathered.add(outputs));
    if (!isWanted || rows.length < ROWS_A_READ) return outcomeOfItems(gathered);
    from = (rows.at(-1)?.number ?? 0) + 1;
  }
}

/** How a track ends that has gathered these outputs. */
export function outcomeOfItems(gathered: ItemOutputs): AttemptOutcome {
  const all = gathered.all();
  return all.ok
    ? { to: "succeeded", next: null, outputs: all.outputs }
    : { to: "failed", reason: all.problem };
}
