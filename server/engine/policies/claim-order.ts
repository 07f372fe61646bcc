/** A ready track, as far as its place in the order of claims depends on it. */
export type Claimable = {
  readonly id: number;
  readonly pipelineId: number;
  /** Its place in time, in milliseconds: see decision 043. */
  readonly claimAt: number;
  /** 1 where its undo is to be claimed, else 0. */
  readonly isUndo: number;
  /** How many runners are ready. */
  readonly runners: number;
};

/**
 * Tracks whose places in time are in the same so many milliseconds count as equally old where several runners share the
 * work. It is far less than one step of priority, which is a minute.
 */
export const EQUAL_AGE_MS = 5_000;

/**
 * The order in which a runner claims. Undos come first, and what is older by `EQUAL_AGE_MS` always comes before what is
 * younger. A runner that is alone takes the rest in the order of time as well. Where there are others, each runner has an
 * order of its own among pipelines whose tracks are equally old, which is always the same: so runners look at different
 * pipelines, and each prefers those that it works on already.
 *
 * @param held the pipeline that this runner is writing: of equally old ones it comes first, since no other runner can have
 *   it now. Null where it writes none yet.
 */
export function claimOrder<T extends Claimable>(
  candidates: readonly T[],
  runnerId: number,
  held: number | null = null,
): T[] {
  const isAlone = candidates.every(({ runners }) => runners <= 1);
  const ranks = new Map<number, number>();
  if (held !== null && !isAlone) ranks.set(held, -1);
  for (const { pipelineId } of candidates)
    if (!ranks.has(pipelineId)) ranks.set(pipelineId, isAlone ? 0 : rankOf(pipelineId, runnerId));
  const rank = ({ pipelineId }: T) => ranks.get(pipelineId) ?? 0;
  const age = ({ claimAt }: T) => (isAlone ? claimAt : Math.floor(claimAt / EQUAL_AGE_MS));
  return [...candidates].sort(
    (one, other) =>
      other.isUndo - one.isUndo ||
      age(one) - age(other) ||
      rank(one) - rank(other) ||
      one.claimAt - other.claimAt ||
      one.id - other.id,
  );
}

/** A number that depends on both in a way that shows no pattern: the last step of the hash function murmur3. */
function rankOf(pipelineId: number, runnerId: number): number {
  let hash = Math.imul(pipelineId, 0x9e3779b1) ^ Math.imul(runnerId, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
