import { type Waiter, type WaitRing, waitRings } from "#engine/explain/wait-rings.ts";
import type { Queries } from "#platform/database/db.ts";
import { type OpenPipeline, openPipelines } from "#repos/pipelines/wait-rows.ts";
import { type LockWaiter, lockWaiters, pipelineKey } from "./read/lock-waiters.ts";

/** A pipeline, or one of its tracks, that waits in a ring. */
export type WaiterInRing = {
  readonly pipeline: number;
  readonly name: string;
  /** Null: the pipeline as a whole waits. */
  readonly track: Pick<LockWaiter, "number" | "vertex"> | null;
  /** The path of the folder of its graph. */
  readonly folder: string;
};

export type FoundRing = Pick<WaitRing, "text" | "textIn"> & { readonly waiters: readonly WaiterInRing[] };

/** What waits, and the rings among it. */
export type Waits = {
  readonly rings: readonly FoundRing[];
  /** Tracks that wait for locks, with their reasons. */
  readonly tracks: readonly LockWaiter[];
};

/** Finds pipelines and tracks that wait for each other in a ring, so that none of them can go on. */
export async function findWaitRings(tx: Queries): Promise<Waits> {
  const open = await openPipelines(tx);
  const { tracks, holders } = await lockWaiters(tx, open);
  const begun = grouped(open, (each) => (each.isQueued ? null : each.graphId));
  const children = grouped(open, ({ parentId }) => parentId);
  const openById = new Map(open.map((each) => [each.id, each]));
  const known = new Map<string, WaiterInRing>();
  for (const { id, name, folder } of open)
    known.set(pipelineKey(id), { pipeline: id, name, track: null, folder });
  for (const { waiter, pipeline, number, vertex } of tracks)
    known.set(waiter.key, {
      ...{ pipeline, name: openById.get(pipeline)?.name ?? "", track: { number, vertex } },
      folder: waiter.folder,
    });
  const waiting = grouped(tracks, ({ pipeline }) => pipeline);
  const pipelines = open.map((each) =>
    waiterOf(each, begun.get(each.graphId) ?? [], [
      ...(children.get(each.id) ?? []).map(({ id }) => pipelineKey(id)),
      ...(waiting.get(each.id) ?? []).map(({ waiter }) => waiter.key),
    ]),
  );
  const rings = waitRings([...pipelines, ...tracks.map(({ waiter }) => waiter), ...holders]);
  return {
    tracks,
    rings: rings.map(({ keys, text, textIn }) => ({
      ...{ text, textIn },
      waiters: keys.flatMap((key) => known.get(key) ?? []),
    })),
  };
}

/** The entries by their key; those without one are left out. */
function grouped<T>(
  entries: readonly T[],
  keyOf: (entry: T) => number | null,
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const each of entries) {
    const key = keyOf(each);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    group.push(each);
    groups.set(key, group);
  }
  return groups;
}

/**
 * @param begun the pipelines of its graph that have begun.
 * @param own the keys of what it waits for itself: its open children, and its tracks that wait for locks.
 */
function waiterOf(
  { id, graphName, folder, isQueued }: OpenPipeline,
  begun: readonly OpenPipeline[],
  own: readonly string[],
): Waiter {
  const queue = {
    what: `the limit of running pipelines of graph ${graphName}`,
    holders: [...new Set(begun.map((each) => pipelineKey(each.countsWith ?? each.id)))],
  };
  return {
    key: pipelineKey(id),
    name: `pipeline ${id}`,
    folder,
    waits: [...(isQueued ? [queue] : []), ...own.map((key) => ({ what: null, holders: [key] }))],
  };
}
