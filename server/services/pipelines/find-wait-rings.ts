import { type Waiter, waitRings } from "#engine/explain/wait-rings.ts";
import type { Queries } from "#platform/database/db.ts";
import { type OpenPipeline, openPipelines } from "#repos/pipelines/wait-rows.ts";

/** A pipeline, or one of its tracks, that waits in a ring. */
export type WaiterInRing = {
  readonly pipeline: number;
  readonly name: string;
  /** Null: the pipeline as a whole waits. */
  readonly vertex: string | null;
};

export type FoundRing = { readonly text: string; readonly waiters: readonly WaiterInRing[] };

/** Finds pipelines that wait for each other in a ring, so that none of them can go on. */
export async function findWaitRings(tx: Queries): Promise<readonly FoundRing[]> {
  const open = await openPipelines(tx);
  const known = new Map(
    open.map(({ id, name }): [string, WaiterInRing] => [keyOf(id), { pipeline: id, name, vertex: null }]),
  );
  const begun = grouped(open, (each) => (each.isQueued ? null : each.graphId));
  const children = grouped(open, ({ parentId }) => parentId);
  const waiters = open.map((each) =>
    waiterOf(each, begun.get(each.graphId) ?? [], children.get(each.id) ?? []),
  );
  return waitRings(waiters).map(({ keys, text }) => ({
    text,
    waiters: keys.flatMap((key) => known.get(key) ?? []),
  }));
}

/** The pipelines by their key; those without one are left out. */
function grouped(
  open: readonly OpenPipeline[],
  keyOfEach: (pipeline: OpenPipeline) => number | null,
): ReadonlyMap<number, readonly OpenPipeline[]> {
  const groups = new Map<number, OpenPipeline[]>();
  for (const each of open) {
    const key = keyOfEach(each);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    group.push(each);
    groups.set(key, group);
  }
  return groups;
}

function keyOf(id: number): string {
  return `pipeline ${id}`;
}

/**
 * @param begun the pipelines of its graph that have begun.
 * @param children the open pipelines that it launched.
 */
function waiterOf(
  { id, graphName, isQueued }: OpenPipeline,
  begun: readonly OpenPipeline[],
  children: readonly OpenPipeline[],
): Waiter {
  const queue = {
    what: `the limit of running pipelines of graph ${graphName}`,
    holders: [...new Set(begun.map((each) => keyOf(each.countsWith ?? each.id)))],
  };
  return {
    key: keyOf(id),
    name: `pipeline ${id}`,
    waits: [
      ...(isQueued ? [queue] : []),
      ...children.map((child) => ({ what: null, holders: [keyOf(child.id)] })),
    ],
  };
}
