import type { Waiter } from "#engine/explain/wait-rings.ts";
import { heldLock } from "#engine/policies/concurrency-claims.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import {
  type HeldSlot,
  heldLocks,
  type OpenPipeline,
  type WaitingClaim,
  waitingClaims,
} from "#repos/pipelines/wait-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";

/** A track that waits for a lock. */
export type LockWaiter = {
  readonly waiter: Waiter;
  readonly pipeline: number;
  readonly number: number;
  readonly vertex: string;
  readonly reason: string | null;
};

type Named = { readonly pipelineId: number; readonly number: number; readonly trackId: number };

/** The key of a pipeline among waiters. */
export function pipelineKey(id: number): string {
  return `pipeline ${id}`;
}

/**
 * The tracks that wait for locks, and those that hold locks while their child pipelines run or are undone. Both are empty
 * where no lock is held for a child: then every lock is given back by itself.
 */
export async function lockWaiters(
  tx: Queries,
  open: readonly OpenPipeline[],
): Promise<{ readonly tracks: readonly LockWaiter[]; readonly holders: readonly Waiter[] }> {
  const held = await heldLocks(tx);
  const forChildren = held.filter(({ isExecuted }) => !isExecuted);
  if (forChildren.length === 0) return { tracks: [], holders: [] };
  const names = [...new Set(held.map(({ name }) => name))];
  const claims = (await waitingClaims(tx, names)).filter((claim) => isBlocked(claim, held));
  const nameOf = await namesOfVertices(tx, [...claims, ...forChildren]);
  const folders = new Map(open.map(({ id, folder }) => [id, folder]));
  const folderOf = ({ pipelineId }: Named) => folders.get(pipelineId) ?? ROOT;
  const holders = [...new Map(forChildren.map((slot) => [slot.trackId, slot])).values()];
  return {
    tracks: [...new Map(claims.map((claim) => [claim.trackId, claim])).values()].map((track) => ({
      waiter: waiterOf(
        track,
        { vertex: nameOf(track), folder: folderOf(track) },
        claims.filter(({ trackId }) => trackId === track.trackId),
        held,
      ),
      pipeline: track.pipelineId,
      number: track.number,
      vertex: nameOf(track),
      reason: track.reason,
    })),
    holders: holders.map((slot) => ({
      key: trackKey(slot.trackId),
      name: `${nameOf(slot)} of pipeline ${slot.pipelineId}`,
      folder: folderOf(slot),
      waits: open
        .filter((each) => each.parentId === slot.pipelineId && each.parentNumber === slot.number)
        .map(({ id }) => ({ what: null, holders: [pipelineKey(id)] })),
    })),
  };
}

function trackKey(id: number): string {
  return `track ${id}`;
}

function isBlocked({ name, slots, trackId }: WaitingClaim, held: readonly HeldSlot[]): boolean {
  const taken = held.filter((slot) => slot.name === name);
  if (taken.some((slot) => slot.trackId === trackId)) return false;
  return taken.length >= Math.min(slots, ...taken.map((slot) => slot.slots));
}

function waiterOf(
  { trackId, pipelineId, isUndo }: WaitingClaim,
  { vertex, folder }: { readonly vertex: string; readonly folder: string },
  claims: readonly WaitingClaim[],
  held: readonly HeldSlot[],
): Waiter {
  return {
    key: trackKey(trackId),
    name: `${isUndo ? "the undo of " : ""}${vertex} of pipeline ${pipelineId}`,
    folder,
    isUndo,
    waits: claims.map(({ name }) => ({
      what: `the lock ${heldLock(name) ?? name}`,
      holders: held.filter((slot) => slot.name === name).map((slot) => trackKey(slot.trackId)),
    })),
  };
}

async function namesOfVertices(tx: Queries, tracks: readonly Named[]): Promise<(track: Named) => string> {
  const names = new Map<number, readonly string[]>();
  for (const { pipelineId } of tracks) {
    if (names.has(pipelineId)) continue;
    const found = await findPipeline(tx, pipelineId);
    const plan = found === null ? null : (await planOfPipeline(tx, found.pipeline)).plan;
    names.set(pipelineId, plan?.vertices.map(({ name }) => name) ?? []);
  }
  return ({ pipelineId, number }) => names.get(pipelineId)?.[number] ?? String(number);
}
